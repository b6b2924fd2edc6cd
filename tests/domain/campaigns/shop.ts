import type { CampaignExperiment } from '#app/domain/campaigns/arms.ts';
import type { Campaign, MessageContent, ProductSource, UpsellTexts } from '#app/domain/campaigns/campaign.ts';
import {
  NO_INCENTIVES,
  type IncentiveConfiguration,
} from '#app/domain/campaigns/incentives/configuration.ts';
import type { Layout } from '#app/domain/campaigns/layouts.ts';
import { NO_LIMITS } from '#app/domain/campaigns/limits.ts';
import { ALWAYS } from '#app/domain/campaigns/schedule.ts';
import type { Catalog, CatalogProduct, CatalogVariant, Market } from '#app/domain/campaigns/catalog.ts';
import { compileSnapshot } from '#app/domain/campaigns/compile-snapshot.ts';
import type {
  DecidedItem,
  DecisionQuestion,
  ShopMerchandising,
  ShopSnapshot,
} from '#app/domain/campaigns/decision.ts';
import { DEFAULT_GUARDRAILS, type GuardrailSettings } from '#app/domain/campaigns/guardrails/settings.ts';
import { gid, type ProductId, type VariantId } from '#app/domain/kernel/ids.ts';
import type { Purchase } from '#app/domain/profiles/profile.ts';
import type { Segment } from '#app/domain/segments/segment.ts';
import { aPurchase, NOW, product } from '../builders.ts';
import { modelOf } from '../recommendations/a-model.ts';

export const variant = (id: string): VariantId => gid('ProductVariant', id);

export const aVariant = (id: string, parts: Partial<CatalogVariant> = {}): CatalogVariant => ({
  id: variant(id),
  productId: product(id.slice(0, 1)),
  title: 'Default Title',
  sku: id,
  price: { amountMinor: 1_000, currency: 'GBP' },
  prices: new Map(),
  available: true,
  stock: null,
  unitCostMinor: null,
  requiresShipping: true,
  minimumQuantity: 1,
  ...parts,
});

export const aProduct = (id: string, parts: Partial<CatalogProduct> = {}): CatalogProduct => ({
  id: product(id),
  title: `Product ${id.toUpperCase()}`,
  vendor: 'Attune',
  type: 'Home',
  collections: [],
  tags: [],
  imageUrl: null,
  published: true,
  isHidden: false,
  isGiftCard: false,
  requiresSellingPlan: false,
  components: [],
  unpublishedIn: new Set(),
  variants: [aVariant(id)],
  ...parts,
});

export const EUROPE: Market = {
  id: gid('Market', 2),
  name: 'Europe',
  countries: ['DE', 'FR'],
  currency: 'EUR',
};

export const aCatalog = (products: readonly CatalogProduct[]): Catalog => ({
  currency: 'GBP',
  markets: [{ id: gid('Market', 1), name: 'Home', countries: ['GB'], currency: 'GBP' }, EUROPE],
  products: new Map(products.map((each) => [each.id, each])),
  variants: new Map(products.flatMap((each) => each.variants.map((one) => [one.id, one] as const))),
});

/** Products a to h; a and b are bought together most, then a and c, then d and e. */
export const products = 'abcdefgh'.split('').map((id) => aProduct(id));
export const model = modelOf(['ab', 'ab', 'ab', 'abc', 'ac', 'de', 'de', 'f', 'g'], 3);

const base = {
  status: 'running',
  schedule: ALWAYS,
  limits: NO_LIMITS,
  priority: 0,
  audience: [],
  excluded: [],
  version: 1,
} as const;

export const anUpsell = (
  parts: Partial<Campaign> & {
    source?: ProductSource;
    layout?: Layout;
    maxOffers?: number;
    choosesUnits?: boolean;
    translations?: Record<string, UpsellTexts>;
  } = {},
): Campaign => {
  const {
    source = { kind: 'recommended', strategy: 'best' },
    layout = 'list',
    maxOffers = 3,
    choosesUnits = false,
    translations = {},
    ...rest
  } = parts;
  const shown = { source, layout, maxOffers, choosesUnits };
  const content = { headline: 'You may also like', ...shown, language: 'en', translations };
  return {
    ...base,
    id: 'upsell',
    name: 'Upsell',
    placements: ['checkout.block'],
    ...rest,
    kind: 'upsell',
    content,
  };
};

export const aMessage = (
  content: { title: string; body: string } & Partial<MessageContent>,
  parts: Partial<Campaign> = {},
): Campaign => ({
  ...base,
  id: 'message',
  name: 'Message',
  placements: ['checkout.block'],
  ...parts,
  kind: 'message',
  content: {
    tone: 'info',
    language: 'en',
    translations: {},
    thresholds: [],
    delivery: null,
    showsProgress: false,
    ...content,
  },
});

export const savedDetails = (
  content: { address: boolean; paymentHint: boolean },
  parts: Partial<Campaign> = {},
): Campaign => ({
  ...base,
  id: 'saved',
  name: 'Saved details',
  placements: ['checkout.delivery-address', 'checkout.payment', 'checkout.block'],
  ...parts,
  kind: 'savedDetails',
  content,
});

export const aSegment = (id: string, rule: string): Segment => ({
  id,
  name: `Segment ${id}`,
  rule,
  version: 1,
});

export const aSnapshot = (
  parts: {
    campaigns?: readonly Campaign[];
    segments?: readonly Segment[];
    products?: readonly CatalogProduct[];
    merchandising?: Partial<ShopMerchandising>;
    guardrails?: Partial<GuardrailSettings>;
    banned?: readonly ProductId[];
    spent?: readonly string[];
    incentives?: IncentiveConfiguration;
    exploration?: number;
    holdout?: number;
    experiments?: readonly CampaignExperiment[];
  } = {},
): ShopSnapshot =>
  compileSnapshot({
    shopDomain: 'attune-demo.myshopify.com',
    currency: 'GBP',
    timezone: 'Europe/London',
    tiers: [{ name: 'Gold', tag: 'vip-gold' }],
    segments: parts.segments ?? [],
    campaigns: parts.campaigns ?? [anUpsell()],
    catalog: aCatalog(parts.products ?? products),
    model,
    merchandising: { pin: [], pairs: {}, marginDial: 0, ...parts.merchandising },
    guardrails: { ...DEFAULT_GUARDRAILS, ...parts.guardrails },
    bannedProducts: new Set(parts.banned),
    spentCampaigns: new Set(parts.spent),
    incentives: parts.incentives ?? NO_INCENTIVES,
    exploration: parts.exploration ?? 0,
    holdout: parts.holdout ?? 0,
    experiments: new Map(parts.experiments?.map((experiment) => [experiment.campaignId, experiment])),
    configVersion: 1,
    catalogVersion: 1,
  }).snapshot;

export const aQuestion = (parts: Partial<DecisionQuestion> & { cart?: string } = {}): DecisionQuestion => {
  const { cart = '', ...rest } = parts;
  const unit = rest.shopperId ?? rest.checkoutToken ?? null;
  return {
    now: NOW,
    placements: ['checkout.block'],
    checkoutToken: null,
    shopperId: null,
    unit,
    profile: null,
    savedDetails: null,
    lines: cart.split('').map((id) => ({ variantId: variant(id), productId: product(id), quantity: 1 })),
    country: 'GB',
    currency: 'GBP',
    language: 'en',
    consent: { preferences: false, analytics: false, marketing: false },
    syncedSegments: [],
    dismissed: [],
    canAddLines: true,
    isBusiness: false,
    pastItems: [],
    returned: new Set(),
    ...rest,
  };
};

/** Orders of products by letter; "b500" is one b at 500. */
export const bought = (daysAgo: number, ...lines: string[]): Purchase =>
  aPurchase({
    at: NOW - daysAgo * 86_400,
    lines: lines.map((line) => ({
      productId: product(line.slice(0, 1)),
      variantId: variant(line.slice(0, 1)),
      quantity: 1,
      unitPriceMinor: Number(line.slice(1) || 100),
    })),
  });

/** Offered products by letter. */
export const offersOf = (items: readonly DecidedItem[] | undefined): string =>
  (items ?? []).flatMap((item) => (item.kind === 'offer' ? item.productId.slice(-1) : [])).join('');
