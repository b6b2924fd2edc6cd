import fc from 'fast-check';
import { gid, type ShopperId } from '#app/domain/kernel/ids.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { NOW } from '../builders.ts';

const at = fc.oneof(
  fc.integer({ min: NOW - 90_000_000, max: NOW + 90_000 }),
  fc.integer({ min: -5, max: 2 ** 33 }),
);
const money = fc.oneof(
  fc.integer({ min: -9_999, max: 99_999 }),
  fc.integer({ min: -(2 ** 50), max: 2 ** 50 }),
);
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const idText = fc.oneof(
  fc.integer({ min: 0, max: 9 }).map(String),
  fc.integer({ min: 7_000_000_000_000, max: 7_000_000_999_999 }).map(String),
  fc.constantFrom('9007199254740993001', '007', '', 'a/b', 'p 1', '-3', '1e3'),
);
const orUndefined = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const few = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 5 });
const productId = idText.map((id) => gid('Product', id));

const purchase = fc.record({
  orderId: idText.map((id) => gid('Order', id)),
  at,
  netMinor: money,
  grossMinor: money,
  lines: few(
    fc.record({
      productId,
      variantId: idText.map((id) => gid('ProductVariant', id)),
      quantity: fc.integer({ min: -2, max: 1_000_000 }),
      unitPriceMinor: money,
    }),
  ),
});

const view = fc.record(
  { at, productId: orNull(productId), lastedSeconds: fc.integer({ min: 0, max: 600 }) },
  { requiredKeys: ['at', 'productId'] },
);

const shopperIds: fc.Arbitrary<ShopperId> = fc.constantFrom(gid('Customer', 1), 'visitor:a');

/** Every profile the type allows, with whole numbers of up to 50 bits and whole characters. */
export const anyProfile: fc.Arbitrary<Profile> = fc.record({
  shopperId: shopperIds,
  attributes: fc.record({
    tags: few(text),
    country: orNull(text),
    language: orNull(text),
    emailMarketing: orNull(fc.boolean()),
    loyaltyTier: orUndefined(orNull(text)),
    createdAt: orNull(at),
    shopifySegments: orUndefined(few(text)),
    deviceClass: orUndefined(orNull(text)),
  }),
  attributesAt: orNull(at),
  purchases: few(purchase),
  openCarts: few(fc.record({ token: text, startedAt: at, updatedAt: at, valueMinor: orUndefined(money) })),
  views: orUndefined(few(view)),
  searches: orUndefined(few(fc.record({ at, query: text }))),
  cartChanges: orUndefined(few(fc.record({ at, changeMinor: money }))),
  abandonments: orUndefined(few(fc.record({ at }))),
  checkouts: orUndefined(few(fc.record({ at }))),
  refunds: orUndefined(few(fc.record({ at, amountMinor: money }))),
  isActivityBlocked: orUndefined(fc.boolean()),
});
