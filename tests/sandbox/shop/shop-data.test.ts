import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildShopData, type ShopData } from '#sandbox/shop/shop-data.ts';

const ANCHOR = Date.UTC(2026, 10, 22, 12) / 1000;
const options = { seed: 7, anchor: ANCHOR, heldBackDays: 14 };
const small = buildShopData({ ...options, orderLimit: 400 });
const whole = buildShopData(options);

function digest({ products, customers, orders, refunds }: ShopData): string {
  const plain = {
    products,
    customers: customers.map(({ orders: owned, ...customer }) => ({
      ...customer,
      owned: owned.map(({ id }) => id),
    })),
    orders: orders.map(({ customer, lines, refunds: own, ...order }) => ({
      ...order,
      customer: customer?.id,
      lines: lines.map(({ product, ...line }) => ({ ...line, product: product.id })),
      refunds: own.length,
    })),
    refunds: refunds.map(({ order, lines, ...refund }) => ({
      ...refund,
      order: order.id,
      lines: lines.length,
    })),
  };
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex');
}

describe('buildShopData', () => {
  it('gives the same shop for the same seed', () => {
    expect(digest(buildShopData({ ...options, orderLimit: 400 }))).toBe(digest(small));
  });

  it('gives other people for another seed', () => {
    const other = buildShopData({ ...options, seed: 8, orderLimit: 400 });
    expect(other.customers[0]?.email).not.toBe(small.customers[0]?.email);
    expect(other.orders.map(({ id }) => id)).toEqual(small.orders.map(({ id }) => id));
  });

  it('holds the whole data: 3,750 products, 3,970 customers, 16,206 orders', () => {
    expect([whole.products.length, whole.customers.length, whole.orders.length]).toEqual([
      3_750, 3_970, 16_206,
    ]);
    const lines = whole.orders.reduce((sum, order) => sum + order.lines.length, 0);
    expect(lines).toBe(412_877);
  });

  it('says who a customer is the same in a slice and in the whole', () => {
    const [slice] = small.customers;
    const full = whole.customers.find(({ id }) => id === slice?.id);
    expect(full?.email).toBe(slice?.email);
    expect(full?.address).toEqual(slice?.address);
  });

  it('gives the newest order the time of the anchor', () => {
    expect(whole.orders.at(-1)?.createdAt).toBe(ANCHOR);
  });

  it('holds back the orders of the newest days and their newcomers', () => {
    const cut = ANCHOR - 14 * 86_400;
    expect(whole.orders.every(({ createdAt, heldBack }) => heldBack === createdAt >= cut)).toBe(true);
    const newcomers = whole.customers.filter(({ heldBack }) => heldBack);
    expect(newcomers.length).toBeGreaterThan(50);
    expect(newcomers.every(({ orders }) => orders.length === 0)).toBe(true);
  });

  it('counts every return line once: refunded, in part, or left out', () => {
    const { lines, refunded, partlyRefunded, leftOut } = whole.returns;
    expect(lines).toBe(7_340);
    expect(refunded + partlyRefunded + leftOut).toBe(lines);
  });

  it('never refunds more than was bought, and only later orders of the same customer', () => {
    const units = new Map<number, number>();
    for (const { order, createdAt, lines } of whole.refunds) {
      expect(order.createdAt).toBeLessThanOrEqual(createdAt);
      for (const { line, quantity } of lines) units.set(line.id, (units.get(line.id) ?? 0) + quantity);
    }
    const quantities = new Map(
      whole.orders.flatMap(({ lines }) => lines.map((line) => [line.id, line.quantity] as const)),
    );
    for (const [id, refundedUnits] of units)
      expect(refundedUnits).toBeLessThanOrEqual(quantities.get(id) ?? 0);
  });

  it('gives every known customer at most one loyalty tag', () => {
    const tiers = whole.customers.map(
      ({ tags }) => tags.filter((tag) => ['Gold', 'Silver', 'Bronze'].includes(tag)).length,
    );
    expect(Math.max(...tiers)).toBe(1);
    expect(whole.customers.filter(({ tags }) => tags.includes('Gold')).length).toBeGreaterThan(100);
  });
});
