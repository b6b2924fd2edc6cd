import { describe, expect, it } from 'vitest';
import { createProducts } from '#sandbox/shop/products.ts';
import { createOrders } from '#sandbox/shop/orders.ts';
import { matchReturns } from '#sandbox/shop/returns.ts';
import type { OrderRows } from '#sandbox/shop/online-retail.ts';

const row = (number: number, time: string, quantity: number, customer: number | null = 1): OrderRows => ({
  number,
  time: `2011-05-${time}:00`,
  customer,
  country: 'United Kingdom',
  lines: [{ sku: 'A', quantity, priceMinor: 100 }],
});

const products = createProducts(
  [{ sku: 'A', title: 'TEA MUG', priceMinor: 100, firstSold: '2011-01-01', lines: 1 }],
  1,
  0,
);
const bySku = new Map(products.map((product) => [product.sku, product]));

function match(bought: readonly OrderRows[], returned: readonly OrderRows[]) {
  const { orders } = createOrders(bought, bySku, 1, 0);
  const result = matchReturns(
    returned,
    (customer) => orders.filter((order) => order.customer?.id === 7_000_000_000_000 + customer),
    0,
  );
  return {
    summary: result.summary,
    taken: result.refunds.map(({ order, lines }) => [order.number, lines.map(({ quantity }) => quantity)]),
  };
}

describe('matchReturns', () => {
  it("takes from the customer's latest earlier order", () => {
    const { taken } = match(
      [row(1, '01T10:00', 5), row(2, '02T10:00', 5), row(3, '04T10:00', 5)],
      [row(9, '03T10:00', -2)],
    );
    expect(taken).toEqual([[2, [2]]]);
  });

  it('goes on to the order before when the latest has too little left', () => {
    const { taken, summary } = match(
      [row(1, '01T10:00', 5), row(2, '02T10:00', 3)],
      [row(9, '03T10:00', -6)],
    );
    expect(taken).toEqual([
      [2, [3]],
      [1, [3]],
    ]);
    expect(summary).toEqual({ lines: 1, refunded: 1, partlyRefunded: 0, leftOut: 0 });
  });

  it('remembers what earlier returns took', () => {
    const { taken, summary } = match(
      [row(1, '01T10:00', 5)],
      [row(8, '02T10:00', -4), row(9, '03T10:00', -4)],
    );
    expect(taken).toEqual([
      [1, [4]],
      [1, [1]],
    ]);
    expect(summary.partlyRefunded).toBe(1);
  });

  it('leaves out and counts returns of guests, of strangers and of things bought later', () => {
    const later = match([row(1, '05T10:00', 5)], [row(9, '03T10:00', -1)]);
    const guest = match([row(1, '01T10:00', 5)], [row(9, '03T10:00', -1, null)]);
    const stranger = match([row(1, '01T10:00', 5)], [row(9, '03T10:00', -1, 2)]);
    for (const { taken, summary } of [later, guest, stranger]) {
      expect(taken).toEqual([]);
      expect(summary.leftOut).toBe(1);
    }
  });
});
