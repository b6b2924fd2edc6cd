import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { createHoldoutStore } from '#app/adapters/prisma/holdout-store.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import { insertRows } from '#tests/support/rows.ts';

const AT = new Date('2026-11-20T12:00:00Z');
const SINCE = toInstant(new Date(AT.getTime() - 60_000));
let opened: OpenCheckoutShop;

beforeAll(async () => {
  opened = await openCheckoutShop('one.myshopify.com');
});
afterAll(async () => {
  await opened.close();
});

const aDecision = (number: number, checkout: string, changes: object = {}) => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  shop_id: opened.shopId,
  shopper_id: null,
  checkout_token: checkout,
  decided_at: new Date(AT.getTime() + number),
  channel: 'checkout',
  placements: [],
  items: [],
  refusals: [],
  basis: {},
  failure: null,
  duration_micros: 1,
  ...changes,
});
const anOrder = (id: string, checkout: string, changes: object = {}) => ({
  shop_id: opened.shopId,
  id,
  checkout_token: checkout,
  processed_at: AT,
  updated_at: AT,
  currency: 'GBP',
  subtotal_minor: 1_000,
  total_minor: 1_200,
  refunded_minor: 0,
  test: false,
  cancelled_at: null,
  lines: [],
  ...changes,
});

it('gives each checkout once, with the revenue of its real orders less refunds', async () => {
  await insertRows(opened.pool, 'decision', [
    aDecision(1, 'bought', { shopper_id: 'gid://shopify/Customer/1' }),
    aDecision(2, 'bought'),
    aDecision(3, 'left', { basis: { heldOut: true } }),
    aDecision(4, 'tested'),
    aDecision(5, 'cancelled'),
    aDecision(6, 'fell-back', { failure: 'Error: x' }),
    aDecision(7, 'by-api', { channel: 'api' }),
  ]);
  await insertRows(opened.pool, 'orders', [
    anOrder('order-1', 'bought', { refunded_minor: 300 }),
    anOrder('order-2', 'tested', { test: true }),
    anOrder('order-3', 'cancelled', { cancelled_at: AT }),
  ]);
  const found = await createHoldoutStore({ pool: opened.pool }).checkouts(opened.shopId, 'GBP', SINCE);
  const nothing = { isHeldOut: false, isCompleted: false, revenueMinor: 0 };
  expect(found.toSorted((a, b) => (a.unit < b.unit ? -1 : 1))).toEqual([
    { unit: 'cancelled', ...nothing },
    { unit: 'gid://shopify/Customer/1', isHeldOut: false, isCompleted: true, revenueMinor: 700 },
    { unit: 'left', ...nothing, isHeldOut: true },
    { unit: 'tested', ...nothing },
  ]);
});
