import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHistoryWriter } from '#app/adapters/prisma/history-writer.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { historyOf, saveRule, settleMemberships, storedMembers } from '#tests/support/memberships.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';
import { aCartPayload, aCheckout } from '#tests/support/webhook-payloads.ts';

let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
});
afterAll(() => world.close());

const at = (minute: number) => new Date(Date.parse('2026-11-22T10:00:00Z') + minute * 60_000).toISOString();
const ANN = { id: 1, admin_graphql_api_id: 'gid://shopify/Customer/1' };

type Send = () => Promise<unknown>;
let count = 0;
const webhook = (topic: string, body: object): Send => {
  const eventId = `webhook-${(count += 1)}`;
  return () => world.send({ topic, body, eventId });
};
const pixel = (name: string, minute: number, more: object): Send => {
  const event = { id: `event-${(count += 1)}`, name, clientId: 'browser', at: at(minute), ...more };
  return () => world.sendPixel([event]);
};

const EVERYTHING: readonly Send[] = [
  webhook('customers/create', { id: 1, created_at: at(0), updated_at: at(0) }),
  pixel('page_viewed', 1, { device: 'phone' }),
  pixel('product_viewed', 1, { productId: '7001', cartToken: 'k1' }),
  webhook('carts/create', aCartPayload({ token: 'k1', worth: '20.00', updated_at: at(2) })),
  webhook('carts/update', aCartPayload({ token: 'k1', worth: '30.00', updated_at: at(3) })),
  webhook(
    'checkouts/create',
    aCheckout({ token: 'c1', cart_token: 'k1', created_at: at(4), updated_at: at(4), customer: ANN }),
  ),
  webhook('customers/delete', { id: 1 }),
];

/** What is stored of carts, deeds and browsers. */
async function stored(): Promise<object> {
  return {
    carts: await world.rows('SELECT token, customer_id, lines, value_minor FROM open_cart ORDER BY token'),
    deeds: await world.rows('SELECT key FROM shopper_activity'),
    browsers: await world.rows('SELECT shopper_id, device_class FROM visitor'),
    details: await world.rows('SELECT is_deleted, attribute_log ? $1 AS knows FROM profile', ['details']),
  };
}

describe('a deleted customer', () => {
  it('leaves the same, whether what they did is told before or after, and however often', async () => {
    const shuffled = fc.shuffledSubarray([...EVERYTHING, ...EVERYTHING], {
      minLength: EVERYTHING.length * 2,
    });
    await fc.assert(
      fc.asyncProperty(shuffled, async (sends) => {
        await world.rows(
          'TRUNCATE inbox_delivery, shopper_activity, visitor, visitor_token, open_cart, profile',
        );
        for (const send of sends) {
          await send();
          await world.fold();
        }
        expect(await stored()).toEqual({
          carts: [
            { token: 'c1', customer_id: 'gid://shopify/Customer/1', lines: [], value_minor: null },
            { token: 'k1', customer_id: null, lines: [], value_minor: null },
          ],
          deeds: [],
          browsers: [{ shopper_id: null, device_class: null }],
          details: [{ is_deleted: true, knows: false }],
        });
      }),
      { numRuns: propertyRuns(8), seed: 20261128 },
    );
  });

  it('comes into no segment by a history that Shopify wrote before the deletion', async () => {
    await world.rows('TRUNCATE inbox_delivery, profile, segment, backfill');
    const { id: segmentId } = await saveRule(world, 'Bought nothing', 'purchases.count = 0');
    await world.send({ topic: 'customers/delete', body: { id: 1 } });
    await world.fold();
    const { pool } = world.database;
    const shop = await createShopStore(pool).findByDomain(SHOP_DOMAIN);
    if (!shop) throw new Error('the test shop is installed');
    const writer = createHistoryWriter(pool, createAddressCipher(createCipherBox(Buffer.alloc(32, 7))));
    const reading = { kind: 'customer', customerId: gid('Customer', 1), at: toInstant(at(0)) } as const;
    await writer.saveCustomers(shop, { customers: [reading], rowCount: 1 }, toInstant(at(9)));
    await settleMemberships(world);
    expect(await storedMembers(world, segmentId)).toEqual([]);
    expect(await historyOf(world, segmentId)).toEqual([]);
  });
});
