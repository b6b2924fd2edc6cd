import type { CatalogProduct, CatalogVariant } from '#app/domain/campaigns/catalog.ts';
import type { DecisionQuestion, PastItem, ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { DEFAULT_GUARDRAILS, type GuardrailSettings } from '#app/domain/campaigns/guardrails/settings.ts';
import { gid, type ProductId } from '#app/domain/kernel/ids.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { aProfile, NOW, product } from '../../builders.ts';
import {
  aCatalog,
  anUpsell,
  aProduct,
  aQuestion,
  aSnapshot,
  aVariant,
  bought,
  EUROPE,
  variant,
} from '../shop.ts';

/** Draws that follow from a seed. */
function drawsOf(seed: number) {
  const random = seededRandom(seed);
  const below = (most: number) => Math.floor(random() * most);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  return {
    below,
    pick,
    chance: (share: number) => random() < share,
    some: <Item>(items: readonly Item[], share: number) => items.filter(() => random() < share),
    list: <Item>(most: number, make: () => Item) => Array.from({ length: below(most + 1) }, make),
  };
}
type Draws = ReturnType<typeof drawsOf>;

const SHELF = 'abcdefgh'.split('');
/** x and y are not in the catalog. */
const LETTERS = [...SHELF, 'x', 'y'];
const LABELS = ['Home', 'beer', 'Red Wines', 'adults-only', 'ginger beers', '18+', 'No-Upsell', 'winery'];
/** Times at, before and after the bounds of the windows. */
const DAYS = [-1, 0, 1, 2, 9, 10, 11, 29, 30, 31, 59, 60, 90];
export const CAMPAIGNS = ['picked', 'recommended'] as const;

export interface World {
  readonly shop: ShopSnapshot;
  readonly asked: DecisionQuestion;
}

const base = aSnapshot();

/** A shop, its settings, a shopper and a cart. Most facts are harmless, or nothing would ever be offered. */
export function drawWorld(seed: number): World {
  const draws = drawsOf(seed);
  const shelf = SHELF.map((letter) => drawProduct(letter, draws));
  const candidates = LETTERS.filter(() => draws.chance(0.7)).map((letter) => ({
    productId: product(letter),
    score: 0.5,
    acceptances: 10,
    reason: { code: 'popular', text: 'Popular', evidence: { orders: 1, days: null } } as const,
  }));
  const picked = draws.some(LETTERS, 0.7).map(product);
  const shop: ShopSnapshot = {
    ...base,
    catalog: aCatalog(shelf),
    model: { ...base.model, candidates: ({ limit }) => candidates.slice(0, limit) },
    campaigns: [
      anUpsell({ id: CAMPAIGNS[0], source: { kind: 'products', productIds: picked } }),
      anUpsell({ id: CAMPAIGNS[1], placements: ['thank-you.block'] }),
    ],
    guardrails: draws.chance(0.3) ? DEFAULT_GUARDRAILS : drawSettings(draws),
    bannedProducts: new Set(draws.some(LETTERS, 0.04).map(product)),
    spentCampaigns: new Set(draws.some(CAMPAIGNS, 0.05)),
  };
  return { shop, asked: drawQuestion(draws) };
}

function drawProduct(letter: string, draws: Draws): CatalogProduct {
  const { chance } = draws;
  const variants = [drawVariant(`${letter}0`, draws)];
  if (chance(0.1)) variants.push(drawVariant(`${letter}1`, draws));
  return aProduct(letter, {
    published: !chance(0.04),
    isHidden: chance(0.04),
    isGiftCard: chance(0.03),
    requiresSellingPlan: chance(0.04),
    type: chance(0.05) ? draws.pick(['Gift Card', 'gift_cards', 'Beers']) : 'Home',
    tags: chance(0.2) ? [draws.pick(LABELS)] : [],
    collections: chance(0.1) ? [draws.pick(LABELS)] : [],
    components: chance(0.08) ? draws.some(LETTERS, 0.2).map(product) : [],
    unpublishedIn: new Set(chance(0.1) ? [draws.pick([EUROPE.id, gid('Market', 1)])] : []),
    variants: chance(0.03) ? [] : variants,
  });
}

function drawVariant(id: string, draws: Draws): CatalogVariant {
  const { chance, below } = draws;
  const amountMinor = chance(0.04) ? -below(2) : 100 * (1 + below(20));
  const europe = {
    amountMinor: chance(0.1) ? 0 : 100 * (1 + below(20)),
    currency: draws.pick(['EUR', 'GBP']),
  };
  return aVariant(id, {
    productId: product(id.slice(0, 1)),
    available: !chance(0.07),
    price: { amountMinor, currency: 'GBP' },
    prices: new Map(chance(0.6) ? [[EUROPE.id, europe]] : []),
    unitCostMinor: chance(0.5) ? 100 * below(14) : null,
    requiresShipping: !chance(0.15),
    minimumQuantity: chance(0.04) ? 6 : 1,
  });
}

function drawSettings(draws: Draws): GuardrailSettings {
  const { chance, pick } = draws;
  return {
    offersToBusiness: chance(0.5),
    consent: chance(0.7) ? 'none' : pick(['preferences', 'marketing'] as const),
    ownedDays: pick([0, 10, 30, 60]),
    offersReturned: chance(0.5),
    priceCeilingPercent: pick([null, 50, 100, 300]),
    marginFloorPercent: pick([null, 0, 20, 50]),
    offersUnknownCost: chance(0.8),
    ageWords: pick([[], ['beer'], ['wine', 'adults only', '18+'], ['adults-only']]),
    hiddenTags: pick([[], ['no-upsell'], ['home']]),
    mixesShipping: chance(0.5),
    mostUnits: pick([null, null, 4, 10]),
    shownTimes: pick([null, 1, 2, 3]),
    shownDays: pick([1, 10, 30]),
    dismissedDays: pick([0, 10, 90]),
  };
}

function drawQuestion(draws: Draws): DecisionQuestion {
  const { chance, pick, below } = draws;
  const purchases = draws.list(4, () =>
    bought(pick(DAYS) + (chance(0.2) ? 1 / 86_400 : 0), ...draws.some(LETTERS, 0.2)),
  );
  return aQuestion({
    placements: ['checkout.block', 'thank-you.block'],
    shopperId: pick([null, gid('Customer', 1), gid('Customer', 1), 'visitor:x' as const]),
    profile: chance(0.8) ? aProfile({ purchases: purchases.toSorted((a, b) => a.at - b.at) }) : null,
    lines: draws.list(3, () => drawLine(draws)),
    country: pick(['GB', 'GB', 'DE', 'US', null]),
    currency: pick(['GBP', 'GBP', 'GBP', 'EUR', 'USD']),
    consent: { preferences: chance(0.6), analytics: chance(0.6), marketing: chance(0.6) },
    dismissed: draws.list(1, () => `old:${product(pick(LETTERS))}`),
    canAddLines: !chance(0.05),
    isBusiness: chance(0.06),
    pastItems: draws.list(8, () => drawPastItem(pick(LETTERS), draws)),
    returned: new Set(draws.some(LETTERS, 0.06).map(product)),
    now: NOW + (below(3) - 1),
  });
}

function drawLine({ chance, pick, below, some }: Draws): DecisionQuestion['lines'][number] {
  const letter = pick(LETTERS);
  const cost = { amountMinor: 100 * below(30), currency: pick(['GBP', 'GBP', 'EUR']) };
  return {
    variantId: variant(`${letter}0`),
    productId: chance(0.9) ? product(letter) : null,
    quantity: 1 + below(3),
    ...(chance(0.5) && { cost }),
    ...(chance(0.1) && { components: some(LETTERS, 0.2).map((each): ProductId => product(each)) }),
  };
}

function drawPastItem(letter: string, { pick, chance }: Draws): PastItem {
  return {
    key: `${pick(['picked', 'old'])}:${product(letter)}`,
    checkout: `checkout ${pick([1, 2, 3, 4, 5, 6])}`,
    outcome: pick(['shown', 'shown', 'shown', 'accepted', 'dismissed'] as const),
    at: NOW - Math.max(0, pick(DAYS)) * 86_400 - (chance(0.3) ? 1 : 0),
  };
}
