import fc from 'fast-check';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { ProductTraits, RuleContext } from '#app/domain/segments/segment.ts';
import { aCart, aContext, aProfile, aPurchase, NOW, product } from '../builders.ts';

export const DAY = 86_400;

const ages = fc.oneof(
  fc.integer({ min: 0, max: 6 }).map((days) => days * DAY),
  fc.integer({ min: 0, max: 6 }).map((hours) => hours * 3_600),
  fc.integer({ min: 0, max: 6 * DAY }),
);

const productId = fc.constantFrom(product(1), product(2), product(3));
/** Around the minutes that rules are drawn with. */
const lastedSeconds = fc.integer({ min: 0, max: 20 }).map((halves) => halves * 30);
const aged = <Parts extends object>(parts: fc.Arbitrary<Parts>) =>
  fc.array(fc.tuple(ages, parts), { maxLength: 4 });
const line = fc.record({
  productId,
  variantId: fc.constant('gid://shopify/ProductVariant/1' as const),
  quantity: fc.integer({ min: 0, max: 3 }),
  unitPriceMinor: fc.integer({ min: 0, max: 3_000 }),
});
/** Of the fields that rules are drawn with; some have expired by now, some will at a second that rules look at. */
const connected = fc.dictionary(
  fc.constantFrom('GB', 'US', 'gold', 'Mug', '1'),
  fc.record({
    value: fc.oneof(fc.constantFrom('GB', 'us', 'é'), fc.integer({ min: 0, max: 24 }), fc.boolean()),
    at: fc.constant(NOW - DAY),
    until: fc.integer({ min: -3, max: 3 }).map((days) => NOW + days * DAY),
    needs: fc.constantFrom('none', 'analytics', 'marketing'),
    source: fc.constant('crm'),
  }),
  { maxKeys: 4 },
);
const attributes = fc.record({
  tags: fc.subarray(['vip-gold', 'VIP-PLATINUM', 'vip', "it's"]),
  country: fc.constantFrom('GB', 'US', null),
  language: fc.constantFrom('en', 'pt-BR', 'é', null),
  emailMarketing: fc.constantFrom(true, false, null),
  shopifySegments: fc.subarray(['gold', 'Vip']),
  deviceClass: fc.constantFrom('phone', 'desktop', null),
  connected: fc.option(connected, { nil: undefined }),
  wishlist: fc.option(fc.uniqueArray(productId, { maxLength: 3 }), { nil: undefined }),
});

/** With the steps that fits are rounded to, near the values that rules are drawn with. */
const lifetime = fc.record({
  alive: fc.option(fc.integer({ min: 0, max: 70 }).map((tenths) => tenths / 10)),
  returns: fc.integer({ min: 0, max: 70 }).map((tenths) => tenths / 10),
  purchases90Days: fc.integer({ min: 0, max: 700 }).map((hundredths) => hundredths / 100),
  purchases365Days: fc.integer({ min: 0, max: 7 }),
  valueMinor: fc.option(fc.integer({ min: 0, max: 6_000 })),
  group: fc.constantFrom('loyal', 'at risk', 'lost'),
});
const guess = (value: fc.Arbitrary<string>) =>
  fc.record({ value, percent: fc.constantFrom(50, 89.9, 90, 97.5) });
const inferred = fc.record(
  {
    'customer.country': guess(fc.constantFrom('GB', 'US')),
    'device.class': guess(fc.constantFrom('phone', 'desktop')),
  },
  { requiredKeys: [] },
);
const estimates = fc.record(
  { at: fc.constant(NOW - DAY), version: fc.constant(3), lifetime, inferred },
  { requiredKeys: ['at', 'version'] },
);

/** A shopper of the last days; with `ahead`, some of it is dated after NOW. */
export const profiles = (ahead: number): fc.Arbitrary<Profile> =>
  fc
    .record({
      purchases: fc.array(
        fc.tuple(
          ages,
          fc.record({
            netMinor: fc.integer({ min: 0, max: 5_000 }),
            grossMinor: fc.integer({ min: 0, max: 5_000 }),
            lines: fc.array(line, { maxLength: 3 }),
          }),
        ),
        { maxLength: 8 },
      ),
      carts: aged(fc.record({ valueMinor: fc.integer({ min: 0, max: 6_000 }) })),
      views: aged(fc.record({ productId, lastedSeconds }, { requiredKeys: ['productId'] })),
      searches: aged(fc.record({ query: fc.constantFrom('GB', 'Vip', 'x') })),
      cartChanges: aged(fc.record({ changeMinor: fc.integer({ min: -3_000, max: 3_000 }) })),
      abandonments: aged(fc.record({})),
      checkouts: aged(fc.record({})),
      refunds: aged(fc.record({ amountMinor: fc.integer({ min: 0, max: 3_000 }) })),
      isActivityBlocked: fc.boolean(),
      attributes,
      estimates: fc.option(estimates, { nil: undefined }),
      createdAge: fc.option(ages),
    })
    .map(({ purchases, carts, attributes: known, createdAge, isActivityBlocked, ...rest }) => {
      const { estimates: said, ...series } = rest;
      const at = (age: number) => NOW + ahead - age;
      const sorted = <Parts extends object>(items: readonly (readonly [number, Parts])[]) =>
        items.map(([age, parts]) => ({ ...parts, at: at(age) })).sort((a, b) => a.at - b.at);
      return aProfile({
        attributes: { ...known, createdAt: createdAge === null ? null : at(createdAge) },
        purchases: sorted(purchases).map((parts, index) =>
          aPurchase({ ...parts, orderId: `gid://shopify/Order/${index}` }),
        ),
        openCarts: carts.map(([age, held], index) => ({
          ...aCart(String(index), at(age)),
          updatedAt: at(age) + index,
          ...held,
        })),
        views: sorted(series.views),
        searches: sorted(series.searches),
        cartChanges: sorted(series.cartChanges),
        abandonments: sorted(series.abandonments),
        checkouts: sorted(series.checkouts),
        refunds: sorted(series.refunds),
        isActivityBlocked,
        estimates: said,
      });
    });

const TRAITS: Readonly<Record<string, ProductTraits>> = {
  [product(1)]: { type: 'Mug', vendor: 'GB', tags: ['gold', 'vip-gold'], collections: [] },
  [product(2)]: { type: '', vendor: 'US', tags: [], collections: ['gold'] },
};

/** A shop that knows two of three products and two markets. */
export const shopContext = (parts: Partial<RuleContext>): RuleContext =>
  aContext({
    findProduct: (id) => TRAITS[id] ?? null,
    markets: [
      { name: 'GB', countries: ['IE', 'GB'] },
      { name: 'US', countries: ['GB', 'US'] },
    ],
    ...parts,
  });

export const cart = fc.option(
  fc.record({
    subtotalMinor: fc.integer({ min: 0, max: 6_000 }),
    quantity: fc.integer({ min: 0, max: 3 }),
    productIds: fc.array(productId, { maxLength: 3 }),
  }),
);
