import { describe, expect, it } from 'vitest';
import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import { decide } from '#app/domain/campaigns/decide.ts';
import type { DecidedItem, OfferedChoice } from '#app/domain/campaigns/decision.ts';
import { configureIncentives, incentiveShopOf } from '#app/domain/campaigns/incentives/configure.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { aProfile, product } from '../../builders.ts';
import type { World } from '../guardrails/random-world.ts';
import { anIncentive } from '../incentives/an-incentive.ts';
import { aMessage, anUpsell, aSegment, aQuestion, aSnapshot, bought, savedDetails } from '../shop.ts';
import { decidedLocally } from './a-local-shop.ts';
import { drawCheckout, withVariants } from './draw-checkout.ts';

const FIRST_SEED = 9_000_000;
const POUNDS = { amountMinor: 1_000, currency: 'GBP' };

const say = (id: string, body: string): Campaign =>
  aMessage(
    { title: 'For you', body, showsProgress: true, delivery: { cutoffHour: 14, workingDays: 2 } },
    { id },
  );

/** One of each that can stand before others. */
const CAMPAIGNS: readonly Campaign[] = [
  anIncentive({ id: 'tenth', audience: ['bought'] }),
  anIncentive({ id: 'large', content: { minimum: POUNDS } }),
  anIncentive({ id: 'pound', content: { value: { kind: 'amount', amount: POUNDS } }, excluded: ['bought'] }),
  anIncentive({ id: 'shipping', content: { appliesTo: { kind: 'shipping' } } }),
  anIncentive({
    id: 'some',
    content: { appliesTo: { kind: 'products', productIds: ['a', 'b', 'c'].map(product) } },
  }),
  anUpsell({ id: 'usual', source: { kind: 'usual' } }),
  anUpsell({ id: 'chips', source: { kind: 'usual' }, layout: 'chips', maxOffers: 6 }),
  anUpsell({ id: 'picked', source: { kind: 'products', productIds: ['d', 'e'].map(product) }, maxOffers: 2 }),
  say('next', 'Only {{toNextTier}} to {{nextTier}}.'),
  say('day', 'Here on {{arrives}}.'),
  say('left', 'Only {{left}} left.'),
  say('plain', 'Welcome.'),
  savedDetails({ address: true, paymentHint: true }, { placements: ['checkout.block'] }),
];

/** What a checkout can tell itself, wholly or with what is known of the customer, and what it cannot. */
const ABOUT_THE_CHECKOUT: Readonly<Record<string, string>> = {
  large: 'cart.subtotal > 30',
  small: 'cart.subtotal <= 20 OR cart.quantity = 1',
  several: 'cart.lines >= 2 AND NOT cart.quantity > 4',
  exactly: 'cart.quantity IN (2, 3) OR cart.subtotal != 20',
  middle: 'cart.subtotal BETWEEN 10 AND 40',
  holds: 'cart.product_ids CONTAINS ANY ("gid://shopify/Product/a", "gid://shopify/Product/h")',
  lacks: 'cart.product_ids NOT CONTAINS ALL ("gid://shopify/Product/a", "b")',
  here: 'checkout.country = "GB" AND cart.subtotal IS SET',
  loyal: 'cart.quantity >= 2 AND purchases.count >= 2',
  fresh: 'cart.subtotal > 15 OR purchases.last within 100 days',
  looking: 'cart.quantity >= 2 AND views.count within 7 days >= 3',
  type: 'cart.product_types CONTAINS "Home"',
  abroad: 'checkout.country != "GB"',
};
const ASKED = [...Object.keys(ABOUT_THE_CHECKOUT), 'looked'];

/** Some of the campaigns in any order, some of them in one group, for shoppers who may be in segments. */
function drawOrder(seed: number): World {
  const { shop, asked } = drawCheckout(seed);
  const random = seededRandom(seed);
  const drawn = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const campaigns = CAMPAIGNS.filter(() => random() < 0.5).map((campaign) => ({
    ...campaign,
    priority: Math.floor(100 * random()),
    limits: { ...campaign.limits, group: random() < 0.2 ? 'one' : null },
  }));
  const segments = [
    aSegment('bought', 'purchases.count >= 2'),
    ...Object.entries(ABOUT_THE_CHECKOUT).map(([id, rule]) => aSegment(id, rule)),
    aSegment('looked', 'views.count within 7 days >= 3'),
  ];
  const audiences = campaigns.map((campaign) =>
    random() < 0.3 ? { ...campaign, [drawn(['audience', 'excluded'])]: [drawn(ASKED)] } : campaign,
  );
  // Half of the shops refuse little, so that what comes later has its turn.
  const isEasy = random() < 0.5;
  const { catalog, guardrails } = isEasy ? withVariants(aSnapshot(), seed) : shop;
  const tiers = [{ name: 'Gold', tag: 'gold', spend: { amountMinor: 50_000, days: 365 } }];
  const compiled = { ...aSnapshot({ campaigns: audiences, segments }), catalog, guardrails, tiers };
  const incentives = configureIncentives(audiences, incentiveShopOf(compiled), asked.now);
  const isCustomer = asked.shopperId !== null;
  const cart = isEasy ? aQuestion({ cart: 'ah' }).lines : asked.lines;
  const lines = cart.map((line) => ({
    ...line,
    cost: { amountMinor: 700, currency: asked.currency },
  }));
  const purchases = [bought(200, 'd', 'e'), bought(140, 'd'), bought(90, 'd', 'e')];
  const profile = isCustomer && random() < 0.5 ? aProfile({ purchases }) : asked.profile;
  const address = { address1: '1 Mill Lane', city: 'Leeds' };
  return {
    shop: { ...compiled, incentives },
    asked: {
      ...asked,
      profile,
      lines,
      canChoose: true,
      syncedSegments: isCustomer && random() < 0.6 ? ['bought'] : [],
      savedDetails: isCustomer ? { address, paymentType: 'visa' } : null,
    },
  };
}

describe('decideLocal, where campaigns of every kind stand before one another', () => {
  it('gives the beginning of what the server gives, item by item, and never anything else', () => {
    const shown = new Map<string, number>();
    for (let run = 0; run < propertyRuns(3_000); run += 1) {
      const { shop, asked } = drawOrder(FIRST_SEED + run);
      const local = decidedLocally(shop, asked);
      const server = decide(shop, asked).placements['checkout.block'] ?? [];
      const told = local.map(textOf);
      expect(server.slice(0, told.length).map(textOf), `seed ${FIRST_SEED + run}`).toEqual(told);
      for (const { campaignId } of local) shown.set(campaignId, (shown.get(campaignId) ?? 0) + 1);
    }
    const kinds = CAMPAIGNS.map(({ id }) => id).filter((id) => id !== 'left' && id !== 'saved');
    for (const id of kinds) expect(shown.get(id) ?? 0, id).toBeGreaterThan(propertyRuns(3_000) / 400);
    expect(shown.get('left')).toBeUndefined();
    expect(shown.get('saved')).toBeUndefined();
  });
});

const textOfVariant = ({
  variantId,
  price,
  mostUnits,
}: Pick<OfferedChoice, 'variantId' | 'price' | 'mostUnits'>) =>
  [variantId, price.amountMinor, price.currency, mostUnits].join(' ');

/** What a buyer sees of an item, but for an offer's reason, of which only the sentence is carried. */
function textOf(item: DecidedItem): string {
  switch (item.kind) {
    case 'message':
      return [item.key, item.tone, item.title, item.body, item.progress].join('|');
    case 'offer':
      return [item.key, ...[item, ...(item.choices ?? [])].map(textOfVariant), item.reason.text].join('|');
    default:
      return item.key;
  }
}
