import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createHistoryWriter } from '#app/adapters/prisma/history-writer.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import { refoldAll } from '#app/use-cases/folding/refold-all.ts';
import { storedProfiles } from '#tests/support/profile-rows.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { aCartPayload, aCheckout, aLine, anOrder, aRefund } from '#tests/support/webhook-payloads.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';
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
const instant = (minute: number) => Date.parse(at(minute)) / 1000;
const RECEIVED = TEST_NOW / 1000;
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
  // A cart whose checkout c2 names the customer: filled, changed, emptied and filled again.
  ['carts/create', 8, (updated_at) => aCartPayload({ token: 'k2', worth: '10.00', updated_at })],
  ['carts/update', 20, (updated_at) => aCartPayload({ token: 'k2', worth: '25.50', updated_at })],
  ['carts/update', 21, (updated_at) => aCartPayload({ token: 'k2', worth: null, updated_at })],
  ['carts/update', 22, (updated_at) => aCartPayload({ token: 'k2', worth: '4.00', updated_at })],
  // A cart that only its order names: bought at once.
  ['carts/create', 23, (updated_at) => aCartPayload({ token: 'k4', worth: '7.00', updated_at })],
  [
    'orders/create',
    24,
    (updated_at) =>
      anOrder({
        id: 14,
        updated_at,
        processed_at: at(24),
        customer: customer(2),
        checkout_token: 'c4',
        cart_token: 'k4',
      }),
  ],
  // A cart of nobody known, and a checkout whose cart never told of itself.
  ['carts/create', 25, (updated_at) => aCartPayload({ token: 'k5', worth: '1.00', updated_at })],
  [
    'checkouts/create',
    26,
    (updated_at) =>
      aCheckout({
        token: 'c6',
        created_at: updated_at,
        updated_at,
        customer: customer(2),
        currency: 'GBP',
        line_items: [{ variant_id: 701, product_id: 601, quantity: 2, line_price: '25.90' }],
      }),
  ],
  // A refund that no delivery of its own tells, and one far ahead by a wrong clock.
  [
    'orders/updated',
    27,
    (updated_at) =>
      anOrder({
        id: 13,
        updated_at,
        processed_at: at(14),
        customer: customer(1),
        refunds: [aRefund({ id: 92, order_id: 13, created_at: at(26) })],
      }),
  ],
  ['refunds/create', 28, () => aRefund({ id: 93, order_id: 14, created_at: '2027-11-20T10:00:00Z' })],
  [
    'carts/update',
    29,
    () => aCartPayload({ token: 'k2', worth: '6.00', updated_at: '2027-11-20T10:00:00Z' }),
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
    activity: await read(
      'SELECT key, shopper_id, cart_token, kind, at, value_minor FROM shopper_activity ORDER BY key',
    ),
    carts: await read(`SELECT token, customer_id FROM open_cart WHERE completed_at IS NULL ORDER BY token`),
    segments: await read('SELECT customer_id, segment_id, is_member FROM shopify_segment_member'),
    products: await read('SELECT id, deleted_at FROM product'),
    stuck: await read(`SELECT topic, status, reason FROM inbox_delivery WHERE status <> 'folded'`),
  };
}

async function foldIn(order: readonly News[], foldAfter: readonly number[]): Promise<unknown> {
  await world.rows(
    `TRUNCATE orders, refund, profile, open_cart, shopper_activity, saved_detail, conversion, inbox_delivery, shopify_segment_member, product, variant`,
  );
  for (const [index, news] of order.entries()) {
    await world.send({ ...news, webhookId: randomUUID() });
    if (foldAfter.includes(index)) await world.fold();
  }
  await world.fold();
  return state();
}

/** Makes every profile again from the stored rows, after all that can be made again was taken out of it. */
async function refold(): Promise<void> {
  const { pool } = world.database;
  for (const [id, { attributes, attributesAt }] of await storedProfiles(world.rows))
    await world.rows('UPDATE profile SET data = $2 WHERE shopper_id = $1', [
      id,
      encodeProfile({ ...emptyProfile('visitor:'), attributes, attributesAt }),
    ]);
  const writer = createHistoryWriter(pool, createAddressCipher(createCipherBox(Buffer.alloc(32, 7))));
  const shop = await createShopStore(pool).findByDomain(SHOP_DOMAIN);
  if (!shop) throw new Error('the shop is installed');
  await refoldAll({ writer, clock: world.clock, log: silentLog }, shop, async () => {});
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
            { orderId: 'gid://shopify/Order/13', netMinor: 0 },
            { orderId: 'gid://shopify/Order/14', netMinor: 0 },
          ],
          openCarts: [
            { token: 'c2', valueMinor: 600 },
            { token: 'c6', valueMinor: 2590 },
          ],
          cartChanges: [0, 1000, 1550, 400, 700, 2590, 200].map((changeMinor) => ({ changeMinor })),
          abandonments: [
            { at: instant(26) + 86_400 },
            { at: instant(22) + 86_400 },
            { at: RECEIVED + 86_400 },
          ].sort((one, other) => one.at - other.at),
          checkouts: [{ at: instant(3) }, { at: instant(24) }],
          refunds: [
            { at: instant(5), amountMinor: 1295 },
            { at: instant(26), amountMinor: 1295 },
            { at: RECEIVED, amountMinor: 1295 },
          ],
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

  it('leave the very bytes that the stored rows give when every profile is made again', async () => {
    await foldIn(NEWS.toReversed(), []);
    const read = () => world.rows('SELECT shopper_id, data, attributes FROM profile ORDER BY shopper_id');
    const folded = await read();
    await refold();
    expect(await read()).toEqual(folded);
  });
});
