import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createShopSettingsStore } from '#app/adapters/prisma/shops/shop-settings-store.ts';
import { DEFAULT_REMINDERS } from '#app/contracts/shop-settings.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { aCartPayload, aCheckout, aLine, anOrder } from '#tests/support/webhook-payloads.ts';

/** Of the checkout of webhook-payloads.ts. */
const LEFT_AT = Date.parse('2026-11-20T09:30:00Z');
const HOUR_MS = 3_600_000;
const BUYER = { id: 77 };

let world: IngestionWorld;
beforeEach(async () => {
  world = await openIngestion();
  await remind({ isOn: true });
});
afterEach(() => world.close());

const remind = (given: Partial<typeof DEFAULT_REMINDERS>) =>
  createShopSettingsStore(world.database).save(world.shopId as ShopId, {
    reminders: { ...DEFAULT_REMINDERS, ...given },
  });
const detect = () => world.ingestion.work.detectAbandonedCarts();
async function tell(topic: string, body: unknown): Promise<void> {
  await world.send({ topic, body, eventId: randomUUID() });
  await world.fold();
}
const leave = (given: object = {}) =>
  tell('checkouts/create', aCheckout({ token: 'o1', cart_token: 'c1', customer: BUYER, ...given }));
async function rows() {
  await detect();
  return world.rows(
    `SELECT cart_token, customer_id, extract(epoch FROM abandoned_at)::int * 1000.0 = $1 AS is_due_then, reached, state, why,
            order_id FROM abandoned_cart ORDER BY cart_token`,
    [LEFT_AT + 24 * HOUR_MS],
  );
}
const ABANDONED = {
  cart_token: 'c1',
  customer_id: 'gid://shopify/Customer/77',
  is_due_then: true,
  reached: 'checkout',
  state: 'abandoned',
  why: null,
  order_id: null,
};
const ORDER = 'gid://shopify/Order/900';

describe('createDetectAbandonedCarts', () => {
  it('calls a checkout abandoned in the very second, and says when that will be', async () => {
    await leave();
    world.clock.set(LEFT_AT + 24 * HOUR_MS - 1_000);
    expect(await detect()).toBe(1_000);
    expect(await rows()).toEqual([]);
    world.clock.set(LEFT_AT + 24 * HOUR_MS);
    expect(await rows()).toEqual([ABANDONED]);
    expect(await detect()).toBe(null);
  });

  it('stores the same second however late it looks', async () => {
    await leave();
    world.clock.set(LEFT_AT + 80 * HOUR_MS);
    expect(await rows()).toEqual([ABANDONED]);
  });

  it('knows a cart and its checkout as one, and counts from the later change', async () => {
    await tell(
      'carts/create',
      aCartPayload({ token: 'c1', worth: '5.00', updated_at: '2026-11-20T08:00:00Z' }),
    );
    await leave();
    world.clock.set(Date.parse('2026-11-21T08:00:00Z'));
    expect(await rows()).toEqual([]);
    world.clock.set(LEFT_AT + 24 * HOUR_MS);
    expect(await rows()).toEqual([ABANDONED]);
  });

  it('opens again with a change, and is abandoned anew', async () => {
    await leave();
    world.clock.set(LEFT_AT + 24 * HOUR_MS);
    await detect();
    await leave({ updated_at: '2026-11-21T10:00:00Z' });
    expect(await rows()).toMatchObject([{ state: 'open' }]);
    world.clock.set(Date.parse('2026-11-22T10:00:00Z'));
    expect(await rows()).toMatchObject([{ state: 'abandoned', is_due_then: false }]);
  });

  it('is not abandoned where its checkout was ordered in time, and recovered where it was ordered later', async () => {
    await leave();
    await tell(
      'orders/create',
      anOrder({ id: 900, customer: BUYER, checkout_token: 'o1', cart_token: 'c1' }),
    );
    await leave({ token: 'o2', cart_token: 'c2', customer: { id: 78 } });
    world.clock.set(LEFT_AT + 24 * HOUR_MS);
    expect(await rows()).toMatchObject([{ cart_token: 'c2', state: 'abandoned' }]);
    const later = { processed_at: '2026-11-21T11:00:00Z', checkout_token: 'o2', cart_token: 'c2' };
    await tell('orders/create', anOrder({ id: 901, customer: { id: 78 }, ...later }));
    expect(await rows()).toMatchObject([{ state: 'recovered', order_id: 'gid://shopify/Order/901' }]);
  });

  it('is closed by an order of the same customer with everything in it, from another device', async () => {
    await leave();
    const elsewhere = { customer: BUYER, checkout_token: 'else', processed_at: '2026-11-20T12:00:00Z' };
    await tell('orders/create', anOrder({ id: 900, ...elsewhere }));
    world.clock.set(LEFT_AT + 24 * HOUR_MS);
    expect(await rows()).toEqual([]);
  });

  it('is not closed by an order of other things, of somebody else, or cancelled', async () => {
    await leave();
    const elsewhere = { checkout_token: 'else', processed_at: '2026-11-20T12:00:00Z' };
    const other = [aLine({ variant_id: 702 })];
    await tell('orders/create', anOrder({ id: 900, customer: BUYER, ...elsewhere, line_items: other }));
    await tell('orders/create', anOrder({ id: 901, customer: { id: 78 }, ...elsewhere }));
    const cancelled = { ...elsewhere, cancelled_at: '2026-11-20T12:30:00Z' };
    await tell('orders/create', anOrder({ id: 902, customer: BUYER, ...cancelled }));
    world.clock.set(LEFT_AT + 24 * HOUR_MS);
    expect(await rows()).toEqual([ABANDONED]);
  });

  it('says so where an order came that was late news', async () => {
    await leave();
    world.clock.set(LEFT_AT + 30 * HOUR_MS);
    await detect();
    const intime = { customer: BUYER, checkout_token: 'else', processed_at: '2026-11-20T12:00:00Z' };
    await tell('orders/create', anOrder({ id: 900, ...intime }));
    expect(await rows()).toMatchObject([{ state: 'recovered', order_id: ORDER }]);
  });

  it('waits as long as the shop says, also for carts that are open already', async () => {
    await leave();
    world.clock.set(LEFT_AT + HOUR_MS);
    expect(await rows()).toEqual([]);
    await remind({ isOn: true, waitHours: 1 });
    expect(await rows()).toMatchObject([{ state: 'abandoned' }]);
  });

  it('says why where nobody can be reminded', async () => {
    await tell(
      'carts/create',
      aCartPayload({ token: 'c1', worth: '5.00', updated_at: '2026-11-20T08:00:00Z' }),
    );
    await tell(
      'carts/create',
      aCartPayload({ token: 'c2', worth: null, updated_at: '2026-11-20T08:00:00Z' }),
    );
    world.clock.set(LEFT_AT + 24 * HOUR_MS);
    expect(await rows()).toMatchObject([{ cart_token: 'c1', state: 'cancelled', why: 'no-customer' }]);
    await remind({ isOn: false });
    await leave({ token: 'o3', cart_token: 'c3' });
    expect(await rows()).toMatchObject([{}, { cart_token: 'c3', state: 'cancelled', why: 'off' }]);
  });
});
