import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { foldOrder } from '#app/domain/profiles/fold-order.ts';
import type { OrderLine, OrderRecord } from '#app/domain/profiles/order-record.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { aCart, NOW, SEED } from '../builders.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const anOrder = (parts: Partial<OrderRecord> = {}): OrderRecord => ({
  id: gid('Order', 1),
  customerId: gid('Customer', 1),
  checkoutToken: null,
  cartToken: null,
  processedAt: NOW,
  updatedAt: NOW,
  cancelledAt: null,
  test: false,
  sourceName: 'web',
  country: 'GB',
  currency: 'GBP',
  subtotalMinor: 5_000,
  totalMinor: 6_000,
  refundedMinor: 0,
  lines: [],
  ...parts,
});

const aLine = (parts: Partial<OrderLine> = {}): OrderLine => ({
  id: '1',
  productId: gid('Product', 1),
  variantId: gid('ProductVariant', 1),
  title: 'Lantern',
  quantity: 3,
  currentQuantity: 3,
  unitPriceMinor: 100,
  attributes: {},
  ...parts,
});

const empty = emptyProfile(gid('Customer', 1));
const fold = (orders: readonly OrderRecord[]): Profile => orders.reduce(foldOrder, empty);

describe('foldOrder', () => {
  it('keeps purchases by time, then order id', () => {
    const orders = [
      anOrder({ id: gid('Order', 3), processedAt: NOW }),
      anOrder({ id: gid('Order', 2), processedAt: NOW - 10 }),
      anOrder({ id: gid('Order', 1), processedAt: NOW }),
    ];
    expect(fold(orders).purchases.map(({ orderId }) => orderId)).toEqual([
      gid('Order', 2),
      gid('Order', 1),
      gid('Order', 3),
    ]);
  });

  it('takes out an order that was cancelled, and never lets a test order in', () => {
    expect(fold([anOrder(), anOrder({ cancelledAt: NOW + 5 })]).purchases).toEqual([]);
    expect(fold([anOrder({ test: true })]).purchases).toEqual([]);
  });

  it('lowers the net amount by a refund and leaves time and gross amount alone', () => {
    const [purchase] = fold([anOrder(), anOrder({ refundedMinor: 1_250, updatedAt: NOW + 99 })]).purchases;
    expect(purchase).toMatchObject({ at: NOW, netMinor: 3_750, grossMinor: 5_000 });
  });

  it('never counts less than nothing when tax and shipping were refunded too', () => {
    expect(fold([anOrder({ refundedMinor: 6_000 })]).purchases[0]?.netMinor).toBe(0);
  });

  it('keeps what is left of a line and drops lines without product or wholly returned', () => {
    const lines = [
      aLine({ currentQuantity: 1 }),
      aLine({ id: '2', currentQuantity: 0 }),
      aLine({ id: '3', productId: null }),
      aLine({ id: '4', variantId: null }),
    ];
    expect(fold([anOrder({ lines })]).purchases[0]?.lines).toEqual([
      {
        productId: gid('Product', 1),
        variantId: gid('ProductVariant', 1),
        quantity: 1,
        unitPriceMinor: 100,
      },
    ]);
  });

  it("closes the order's own cart and checkout and no other", () => {
    const withCarts = ['cart', 'checkout', 'other'].reduce(
      (profile, token) => ({ ...profile, openCarts: [...profile.openCarts, aCart(token, NOW - 60)] }),
      empty,
    );
    const after = foldOrder(withCarts, anOrder({ cartToken: 'cart', checkoutToken: 'checkout' }));
    expect(after.openCarts.map(({ token }) => token)).toEqual(['other']);
  });

  const orders = fc.uniqueArray(
    fc.record({
      number: fc.integer({ min: 1, max: 12 }),
      age: fc.integer({ min: 0, max: 5 }),
      cancelled: fc.boolean(),
      test: fc.boolean(),
      refundedMinor: fc.integer({ min: 0, max: 6_000 }),
    }),
    { selector: ({ number }) => number, maxLength: 10 },
  );

  it('gives the same profile for any order of arrival and any duplication', () => {
    const arrivals = orders.chain((newest) => {
      const records = newest.map(({ number, age, cancelled, test, refundedMinor }) =>
        anOrder({
          id: gid('Order', number),
          processedAt: NOW - age,
          cancelledAt: cancelled ? NOW : null,
          test,
          refundedMinor,
        }),
      );
      const repeats = records.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...records));
      return repeats
        .chain((again) =>
          fc.shuffledSubarray([...records, ...again], { minLength: records.length + again.length }),
        )
        .map((shuffled) => ({ records, shuffled }));
    });
    fc.assert(
      fc.property(arrivals, ({ records, shuffled }) => {
        expect(fold(shuffled)).toEqual(fold(records));
      }),
      { seed: SEED, numRuns: propertyRuns(1_000) },
    );
  });

  it('leaves the profile it was given as it was', () => {
    const before = fold([anOrder()]);
    const copy = structuredClone(before);
    foldOrder(before, anOrder({ refundedMinor: 5 }));
    expect(before).toEqual(copy);
  });
});
