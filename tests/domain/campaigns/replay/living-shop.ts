import { NO_BUDGET, type Campaign } from '#app/domain/campaigns/campaign.ts';
import type { CampaignExperiment } from '#app/domain/campaigns/arms.ts';
import type { CatalogProduct } from '#app/domain/campaigns/catalog.ts';
import { compileSnapshot, type SnapshotParts } from '#app/domain/campaigns/compile-snapshot.ts';
import type { DecisionQuestion, PastItem, ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { configureIncentives } from '#app/domain/campaigns/incentives/configure.ts';
import { NO_LIMITS } from '#app/domain/campaigns/limits.ts';
import { gid, type CustomerId, type ProductId } from '#app/domain/kernel/ids.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { NOW } from '../../builders.ts';
import { modelOf } from '../../recommendations/a-model.ts';
import {
  aCatalog,
  aMessage,
  anUpsell,
  aProduct,
  aQuestion,
  aSegment,
  aSnapshot,
  aVariant,
  EUROPE,
  savedDetails,
  variant,
} from '../shop.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');
const TYPES = ['Home', 'Kitchen', 'Garden', 'Wine'];
const SHOPPERS = 60;
const LIFETIME = {
  alive: 50,
  returns: 40,
  purchases90Days: 1,
  purchases365Days: 3,
  valueMinor: null,
  group: 'loyal',
};

const ARM_RANGES = [
  { name: 'control', from: 0, to: 3_000 },
  { name: 'gifts', from: 3_000, to: 6_000 },
  { name: 'as it is', from: 6_000, to: 10_000 },
];

export interface LivingShop {
  /** The shop as it is served now. */
  readonly snapshot: () => ShopSnapshot;
  /** A minute passes, in one of eight of which somebody edits, ships or is taught, and the next checkout asks. */
  next(): DecisionQuestion;
  /** What has happened so far, by what it was. */
  readonly happened: ReadonlyMap<string, number>;
}

/** A shop in which everything that a decision reads goes on changing, the model in place. All of it follows from the seed. */
export function createLivingShop(seed: number): LivingShop {
  const random = seededRandom(seed);
  const below = (most: number): number => Math.floor(random() * most);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const chance = (share: number): boolean => random() < share;
  const some = (most: number): string[] => Array.from({ length: below(most + 1) }, () => pick(LETTERS));
  const id = (letter: string): ProductId => gid('Product', letter);

  let now = NOW;
  let orders = 0;
  let shelf: CatalogProduct[] = LETTERS.map((letter, at) => newProduct(letter, at));
  let parts = firstParts(shelf);
  let snapshot = compiled(parts);
  const profiles = new Map<CustomerId, Profile>();
  const entered = new Map<string, number>();
  const past = new Map<CustomerId, PastItem[]>();
  const happened = new Map<string, number>();

  function compiled(newer: SnapshotParts): ShopSnapshot {
    const { snapshot: made } = compileSnapshot(newer);
    const segmentIds = new Set(made.plan.segments.map((segment) => segment.id));
    const shop = { currency: 'GBP', segmentIds, spent: made.spentCampaigns };
    const incentives = configureIncentives(made.campaigns, shop, now);
    return { ...made, incentives };
  }

  function serve(newer: Partial<SnapshotParts>): void {
    const { configVersion, catalogVersion } = parts;
    parts = { ...parts, ...newer, configVersion: configVersion + 1, catalogVersion: catalogVersion + 1 };
    snapshot = compiled(parts);
  }

  function newProduct(letter: string, at: number): CatalogProduct {
    const sold = aVariant(`${letter}0`, {
      price: { amountMinor: 200 + 37 * at, currency: 'GBP' },
      prices: new Map([[EUROPE.id, { amountMinor: 250 + 41 * at, currency: 'EUR' }]]),
      stock: at % 3 === 0 ? 4 : null,
      unitCostMinor: at % 4 === 0 ? null : 100 + 11 * at,
    });
    const parent = { type: TYPES[at % 4] ?? 'Home', collections: at % 5 < 2 ? ['Gifts'] : [] };
    return aProduct(letter, { ...parent, variants: [sold] });
  }

  function changeProduct(change: (product: CatalogProduct) => CatalogProduct): void {
    const at = below(shelf.length);
    shelf = shelf.map((product, place) => (place === at ? change(product) : product));
    serve({ catalog: aCatalog(shelf) });
  }

  function changeCampaign(change: (campaign: Campaign) => Campaign): void {
    const at = below(parts.campaigns.length);
    serve({
      campaigns: parts.campaigns.map((campaign, place) => (place === at ? change(campaign) : campaign)),
    });
  }

  const EVENTS: Readonly<Record<string, () => void>> = {
    'price changed': () =>
      changeProduct((product) => ({
        ...product,
        variants: product.variants.map((each) => ({
          ...each,
          price: { amountMinor: 100 + below(2_000), currency: 'GBP' },
        })),
      })),
    'stock moved': () =>
      changeProduct((product) => ({
        ...product,
        variants: product.variants.map((each) => ({
          ...each,
          available: chance(0.85),
          stock: chance(0.5) ? below(7) : null,
        })),
      })),
    'product renamed': () =>
      changeProduct((product) => ({ ...product, title: `Renamed ${below(1_000)}`, type: pick(TYPES) })),
    'product moved': () =>
      changeProduct((product) => ({
        ...product,
        collections: chance(0.5) ? ['Gifts'] : [],
        published: chance(0.9),
      })),
    'product deleted': () => {
      if (shelf.length > 20) shelf = shelf.filter((_, at) => at !== below(shelf.length));
      serve({ catalog: aCatalog(shelf) });
    },
    'product new': () => {
      const missing = LETTERS.filter((letter) => !shelf.some((product) => product.id === id(letter)));
      shelf = [...shelf, ...missing.slice(0, 1).map((letter) => newProduct(letter, below(26)))];
      serve({ catalog: aCatalog(shelf) });
    },
    'campaign edited': () =>
      changeCampaign((campaign) => ({ ...campaign, priority: below(9), version: campaign.version + 1 })),
    'audience edited': () =>
      changeCampaign((campaign) => ({
        ...campaign,
        audience: chance(0.5) ? [] : [pick(['loyal', 'wine', 'cart', 'alive'])],
      })),
    'campaign paused': () =>
      changeCampaign((campaign) => ({ ...campaign, status: chance(0.7) ? 'running' : 'paused' })),
    'campaign scheduled': () =>
      changeCampaign((campaign) => ({
        ...campaign,
        schedule: {
          from: chance(0.3) ? now + below(SECONDS.hour) : null,
          until: chance(0.3) ? now + below(SECONDS.day) : null,
        },
      })),
    'budget spent': () => serve({ spentCampaigns: new Set(chance(0.5) ? [pick(parts.campaigns).id] : []) }),
    'rule edited': () => serve({ segments: segmentsOf(1 + below(4), pick(TYPES)) }),
    'settings changed': () =>
      serve({
        guardrails: {
          ...parts.guardrails,
          ownedDays: below(60),
          priceCeilingPercent: chance(0.5) ? null : 150,
        },
        exploration: pick([0, 0.2, 0.5]),
        holdout: pick([0.05, 0.1]),
      }),
    'merchandising changed': () =>
      serve({
        merchandising: {
          pin: some(1).map(id),
          pairs: { [id(pick(LETTERS))]: some(2).map(id) },
          marginDial: pick([0, 0, 0.5]),
        },
        bannedProducts: new Set(some(2).map(id)),
      }),
    'traffic weighed': () => {
      const [[campaignId, experiment]] = [...parts.experiments] as [[string, CampaignExperiment]];
      const cut = 1_000 + below(8_000);
      const ranges = [
        { name: 'control', from: 0, to: cut },
        { name: 'gifts', from: cut, to: 10_000 },
      ];
      const periods = [...(experiment.periods ?? []), { at: now + below(SECONDS.hour), ranges }];
      serve({ experiments: new Map([[campaignId, { ...experiment, periods }]]) });
    },
    'model learned an order': () => {
      const items = ['a', ...some(4)].map(id);
      parts.model.learn([
        { id: `live-${orders++}`, time: new Date(now * 1000).toISOString(), customer: null, items },
      ]);
    },
    'model heard feedback': () =>
      parts.model.hear(
        LETTERS.map((letter) => ({
          sku: id(letter),
          campaign: 'best',
          shown: 50,
          accepted: below(20),
          dismissed: 0,
        })),
      ),
    'model fitted anew': () =>
      serve({
        model: modelOf(
          Array.from({ length: 80 }, () => `${pick(LETTERS)}${some(4).join('')}`),
          parts.model.version + 1,
        ),
      }),
  };

  function buy(customer: CustomerId): void {
    const known = profiles.get(customer) ?? { ...emptyProfile(customer), views: [] };
    const lines = [pick(LETTERS), ...some(3)].map((letter) => ({
      productId: id(letter),
      variantId: variant(`${letter}0`),
      quantity: 1 + below(3),
      unitPriceMinor: 100 + below(3_000),
    }));
    const netMinor = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
    const purchase = { orderId: gid('Order', ++orders), at: now, netMinor, grossMinor: netMinor, lines };
    const estimates = { at: now, version: orders, lifetime: { ...LIFETIME, alive: below(100) } };
    const attributes = { ...known.attributes, tags: chance(0.3) ? ['vip-gold'] : [], country: 'GB' };
    profiles.set(customer, {
      ...known,
      estimates,
      attributes,
      attributesAt: now,
      purchases: [...known.purchases, purchase],
    });
    const item = { key: `${pick(parts.campaigns).id}:${id(pick(LETTERS))}`, checkout: `c${orders}`, at: now };
    const outcome = pick(['shown', 'shown', 'accepted', 'dismissed'] as const);
    past.set(customer, [...(past.get(customer) ?? []).slice(-20), { ...item, outcome }]);
  }

  function ask(): DecisionQuestion {
    const customer = gid('Customer', 1 + below(SHOPPERS));
    if (chance(0.4)) buy(customer);
    const isKnown = chance(0.6);
    const views = some(3).map((letter, at) => ({
      at: now - 100 + at,
      productId: id(letter),
      ...(chance(0.5) && { lastedSeconds: below(120) }),
    }));
    const visitor: Profile = { ...emptyProfile('visitor:v1'), views };
    const lines = [pick(LETTERS), ...some(2)].map((letter) => ({
      variantId: variant(`${letter}0`),
      productId: id(letter),
      quantity: 1 + below(2),
      ...(chance(0.7) && { cost: { amountMinor: 100 + below(5_000), currency: 'GBP' } }),
      ...(chance(0.1) && { components: some(2).map(id) }),
    }));
    const token = `checkout-${below(1_000_000)}`;
    const wanted = ['checkout.block', 'thank-you.block', 'checkout.delivery-address', 'checkout.payment'];
    const unit = isKnown ? customer : token;
    const enteredAt = entered.get(unit);
    entered.set(unit, enteredAt ?? now);
    return aQuestion({
      now,
      ...(enteredAt !== undefined && { entered: { experiment: enteredAt } }),
      placements: wanted.slice(0, 1 + below(4)),
      checkoutToken: token,
      shopperId: isKnown ? customer : null,
      unit,
      profile: isKnown ? (profiles.get(customer) ?? null) : chance(0.3) ? visitor : null,
      savedDetails: isKnown
        ? { address: { address1: '1 Mill Lane', city: 'Leeds' }, paymentType: 'visa' }
        : null,
      lines,
      country: pick(['GB', 'GB', 'GB', 'DE', null]),
      currency: pick(['GBP', 'GBP', 'GBP', 'EUR']),
      language: pick(['en', 'de-AT', null]),
      consent: { preferences: chance(0.6), analytics: chance(0.6), marketing: chance(0.5) },
      syncedSegments: chance(0.5) ? ['loyal'] : [],
      dismissed: chance(0.1) ? [`best:${id(pick(LETTERS))}`] : [],
      canAddLines: chance(0.97),
      isBusiness: chance(0.03),
      pastItems: isKnown ? (past.get(customer) ?? []) : [],
      returned: new Set(chance(0.1) ? some(2).map(id) : []),
    });
  }

  return {
    snapshot: () => snapshot,
    happened,
    next() {
      now += 60;
      if (chance(0.12)) {
        const name = pick(Object.keys(EVENTS));
        EVENTS[name]?.();
        happened.set(name, (happened.get(name) ?? 0) + 1);
      }
      return ask();
    },
  };
}

function segmentsOf(count: number, type: string) {
  return [
    aSegment('loyal', `purchases.count within ${10 * count} days >= ${count}`),
    aSegment('wine', `purchases.count OF type "${type}" >= 1`),
    aSegment('alive', `lifetime.alive > ${10 * count}`),
    aSegment('cart', `cart.subtotal > ${10 * count} AND checkout.country = "GB"`),
  ];
}

function firstParts(shelf: readonly CatalogProduct[]): SnapshotParts {
  const base = aSnapshot();
  const all = ['checkout.block', 'thank-you.block'];
  const { content: gifts } = anUpsell({ source: { kind: 'collection', title: 'Gifts' }, maxOffers: 2 });
  const campaigns: Campaign[] = [
    anUpsell({ id: 'best', maxOffers: 2 }),
    anUpsell({ id: 'due', source: { kind: 'recommended', strategy: 'due-again' }, placements: all }),
    anUpsell({
      id: 'gifts',
      placements: ['thank-you.block'],
      source: { kind: 'collection', title: 'Gifts' },
    }),
    anUpsell({
      id: 'picked',
      placements: all,
      source: { kind: 'products', productIds: ['b', 'z', 'c'].map((letter) => gid('Product', letter)) },
    }),
    aMessage({ title: 'Because of {{bought}}', body: '{{consider}}' }, { id: 'pair', placements: all }),
    aMessage(
      { title: 'Only {{left}} of {{scarce}}', body: '{{orders}} orders' },
      { id: 'few', placements: all },
    ),
    aMessage(
      {
        title: '{{missing}} to go',
        body: 'It arrives on {{arrives}}',
        thresholds: [{ amountMinor: 9_000, currency: 'GBP' }],
        delivery: { cutoffHour: 14, workingDays: 2 },
      },
      { id: 'missing', limits: { ...NO_LIMITS, group: 'banners', shown: { times: 3, days: 30 } } },
    ),
    {
      ...aMessage({ title: '', body: '' }, { id: 'discount', audience: ['loyal'] }),
      kind: 'incentive',
      limits: { ...NO_LIMITS, group: 'banners' },
      content: {
        title: 'Ten percent',
        body: 'for you',
        language: 'en',
        translations: {},
        value: { kind: 'percent', percent: 10 },
        appliesTo: { kind: 'order' },
        minimum: null,
        budget: NO_BUDGET,
      },
    },
    savedDetails({ address: true, paymentHint: true }, { id: 'saved' }),
  ];
  const { plan: _, ...rest } = base;
  return {
    ...rest,
    catalog: aCatalog(shelf),
    model: modelOf(['abc', 'abd', 'acd', 'bce', 'fgh', 'fgi', 'xyz', 'klm', 'kln', 'opq', 'rst', 'uvw'], 1),
    segments: segmentsOf(2, 'Wine'),
    campaigns,
    exploration: 0.2,
    holdout: 0.05,
    experiments: new Map([
      [
        'best',
        {
          id: 'experiment',
          campaignId: 'best',
          group: {
            version: 1,
            salt: 'group:tests',
            ranges: [{ name: 'experiment', from: 1_000, to: 10_000 }],
          },
          periods: [{ at: NOW, ranges: ARM_RANGES }],
          arms: [
            { name: 'control', isControl: true, variant: null },
            { name: 'gifts', isControl: false, variant: { kind: 'upsell', content: gifts } as Campaign },
            { name: 'as it is', isControl: false, variant: null },
          ],
          allocation: {
            version: 1,
            salt: 'experiment',
            ranges: ARM_RANGES,
          },
        },
      ],
    ]),
  };
}
