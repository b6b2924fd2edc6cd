import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedProfiles } from '#tests/support/profile-rows.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { aCheckout, aLine, anOrder, aRefund } from '#tests/support/webhook-payloads.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
});
afterAll(() => world.close());

interface News {
  readonly topic: string;
  readonly body: unknown;
  readonly eventId: string;
  readonly triggeredAt: string;
}

const at = (minute: number) => new Date(Date.parse('2026-11-20T10:00:00Z') + minute * 60_000).toISOString();
const customer = (id: number) => ({ id, admin_graphql_api_id: `gid://shopify/Customer/${id}` });

/** A week in the life of two customers who turn out to be one. */
const HISTORY: readonly [topic: string, minute: number, body: (time: string) => unknown][] = [
  [
    'customers/create',
    0,
    (updated_at) => ({ id: 1, updated_at, created_at: at(0), default_address: { country_code: 'GB' } }),
  ],
  [
    'customer.tags_added',
    1,
    (occurredAt) => ({ customerId: 'gid://shopify/Customer/1', tags: ['Gold', 'vip'], occurredAt }),
  ],
  [
    'checkouts/create',
    2,
    (updated_at) =>
      aCheckout({ token: 'c1', cart_token: 'k1', created_at: updated_at, updated_at, customer: customer(1) }),
  ],
  [
    'orders/create',
    3,
    (updated_at) =>
      anOrder({
        id: 11,
        updated_at,
        processed_at: at(3),
        customer: customer(1),
        checkout_token: 'c1',
        cart_token: 'k1',
        line_items: [aLine({ quantity: 3 })],
        subtotal_price: '38.85',
      }),
  ],
  [
    'orders/paid',
    4,
    (updated_at) =>
      anOrder({
        id: 11,
        updated_at,
        processed_at: at(3),
        customer: customer(1),
        checkout_token: 'c1',
        cart_token: 'k1',
        line_items: [aLine({ quantity: 3 })],
        subtotal_price: '38.85',
        total_price: '40.00',
      }),
  ],
  ['refunds/create', 5, (created_at) => aRefund({ id: 91, order_id: 11, created_at })],
  [
    'customer.tags_removed',
    6,
    (occurredAt) => ({ customerId: 'gid://shopify/Customer/1', tags: ['vip'], occurredAt }),
  ],
  [
    'customers_email_marketing_consent/update',
    7,
    (time) => ({
      customer_id: 1,
      email_marketing_consent: { state: 'subscribed', consent_updated_at: time },
    }),
  ],
  [
    'orders/create',
    8,
    (updated_at) =>
      anOrder({
        id: 12,
        updated_at,
        processed_at: at(8),
        customer: customer(2),
        payment_gateway_names: ['paypal'],
      }),
  ],
  [
    'checkouts/create',
    9,
    (updated_at) =>
      aCheckout({ token: 'c2', cart_token: 'k2', created_at: updated_at, updated_at, customer: customer(2) }),
  ],
  [
    'checkouts/update',
    10,
    (updated_at) =>
      aCheckout({ token: 'c2', cart_token: 'k2', created_at: at(9), updated_at, customer: customer(2) }),
  ],
  [
    'orders/cancelled',
    11,
    (updated_at) =>
      anOrder({ id: 12, updated_at, processed_at: at(8), customer: customer(2), cancelled_at: updated_at }),
  ],
  [
    'customers/update',
    12,
    (updated_at) => ({ id: 1, updated_at, created_at: at(0), default_address: { country_code: 'FR' } }),
  ],
  [
    'customers/merge',
    13,
    () => ({
      admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/1',
      admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/2',
      status: 'completed',
    }),
  ],
  [
    'orders/updated',
    14,
    (updated_at) => anOrder({ id: 13, updated_at, processed_at: at(14), customer: customer(1) }),
  ],
  [
    'customer.joined_segment',
    15,
    () => ({ customer_id: 'gid://shopify/Customer/2', segment_id: 'gid://shopify/Segment/5' }),
  ],
  [
    'customer.left_segment',
    16,
    () => ({ customer_id: 'gid://shopify/Customer/2', segment_id: 'gid://shopify/Segment/5' }),
  ],
  ['products/create', 17, (updated_at) => aProduct(updated_at, 'First title')],
  ['products/update', 18, (updated_at) => aProduct(updated_at, 'Second title')],
  ['products/delete', 19, () => ({ id: 601 })],
];

function aProduct(updated_at: string, title: string) {
  return {
    id: 601,
    title,
    status: 'active',
    updated_at,
    variants: [{ id: 701, title: 'Default', price: '12.95' }],
  };
}

const NEWS: readonly News[] = HISTORY.map(([topic, minute, body], index) => ({
  topic,
  body: body(at(minute)),
  eventId: `event-${index}`,
  triggeredAt: at(minute),
}));

/** What is stored, without what depends on when it was written. */
async function state(): Promise<unknown> {
  const read = (sql: string) => world.rows(sql);
  return {
    orders: await read(
      `SELECT id, customer_id, refunded_minor, subtotal_minor, total_minor, cancelled_at, lines, updated_at FROM orders ORDER BY id`,
    ),
    rows: await read(
      'SELECT shopper_id, data, attributes, segment_ids, merged_into, attribute_log FROM profile ORDER BY shopper_id',
    ),
    profiles: [...(await storedProfiles(world.rows)).values()],
    details: await read(
      'SELECT shopper_id, payment_type, payment_at, address_at FROM saved_detail ORDER BY shopper_id',
    ),
    carts: await read(`SELECT token, customer_id FROM open_cart WHERE completed_at IS NULL ORDER BY token`),
    segments: await read('SELECT customer_id, segment_id, is_member FROM shopify_segment_member'),
    products: await read('SELECT id, deleted_at FROM product'),
    stuck: await read(`SELECT topic, status, reason FROM inbox_delivery WHERE status <> 'folded'`),
  };
}

async function foldIn(order: readonly News[], foldAfter: readonly number[]): Promise<unknown> {
  await world.rows(
    `TRUNCATE orders, refund, profile, open_cart, saved_detail, conversion, inbox_delivery, shopify_segment_member, product, variant`,
  );
  for (const [index, news] of order.entries()) {
    await world.send({ ...news, webhookId: randomUUID() });
    if (foldAfter.includes(index)) await world.fold();
  }
  await world.fold();
  return state();
}

describe('deliveries', () => {
  it('in any order, repeated, folded in any batches, leave the same state', async () => {
    const expected = await foldIn(
      NEWS,
      NEWS.map((_, index) => index),
    );
    expect(expected).toMatchObject({
      stuck: [],
      segments: [{ customer_id: 'gid://shopify/Customer/1', is_member: false }],
      profiles: [
        {
          shopperId: 'gid://shopify/Customer/1',
          attributes: { tags: ['Gold'], country: 'FR', emailMarketing: true },
          purchases: [
            { orderId: 'gid://shopify/Order/11', netMinor: 2590 },
            { orderId: 'gid://shopify/Order/13' },
          ],
          openCarts: [{ token: 'c2' }],
        },
        { shopperId: 'gid://shopify/Customer/2', purchases: [] },
      ],
    });
    const arrivals = fc.record({
      order: fc.shuffledSubarray([...NEWS, ...NEWS], {
        minLength: NEWS.length * 2,
        maxLength: NEWS.length * 2,
      }),
      foldAfter: fc.array(fc.nat(NEWS.length * 2), { maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ order, foldAfter }) => {
        expect(await foldIn(order, foldAfter)).toEqual(expected);
      }),
      { numRuns: propertyRuns(15), seed: 20261122, endOnFailure: true, verbose: 0 },
    );
  }, 120_000);
});
