import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createConnector } from '#app/adapters/connectors/connector.ts';
import { createConnectionBook } from '#app/adapters/prisma/shoppers/connection-book.ts';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { ConsentLevel } from '#app/domain/profiles/consent.ts';
import type { TypedText } from '#app/domain/quality/connections/typed-text.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import { freePace } from '#tests/support/free-pace.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { pullRound } from '#tests/support/pull-round.ts';
import { storedProfiles } from '#tests/support/profile-rows.ts';

const DAY_MS = 86_400_000;
const ANN = 'gid://shopify/Customer/1';
const MUG = 'gid://shopify/Product/1';
const cipher = createCipherBox(Buffer.alloc(32, 7));
const source = { kind: 'wishlist', namespace: 'custom', key: 'wishlist' } as const;
const listOf = (...ids: string[]) => ({ type: 'list.product_reference', value: JSON.stringify(ids) });

let world: IngestionWorld;
let shopId: ShopId;
/** Ann's metafield in Shopify. */
let metafield: TypedText | null;
let isShopifyDown: boolean;

beforeAll(async () => {
  world = await openIngestion();
  shopId = world.shopId as ShopId;
});
beforeEach(async () => {
  await world.rows('TRUNCATE inbox_delivery, profile, segment, connection CASCADE');
  world.clock.set(TEST_NOW);
  metafield = listOf(MUG);
  isShopifyDown = false;
  await tell('customers/create', {
    ...{ admin_graphql_api_id: ANN, id: 1, created_at: '2026-01-01T00:00:00Z', tags: '' },
    updated_at: '2026-11-01T00:00:00Z',
    email_marketing_consent: { state: 'subscribed', consent_updated_at: '2026-10-01T00:00:00Z' },
  });
  const rule = 'wishlist.count >= 1';
  await createSegmentStore(world.database).create(shopId, { name: 'Wishes', description: '', rule });
  await world.ingestion.work.followRules();
});
afterAll(() => world.close());

let count = 0;
async function tell(topic: string, body: object): Promise<void> {
  await world.send({ topic, body, eventId: `event-${(count += 1)}` });
  await world.fold();
}

const book = () => createConnectionBook(world.database.pool, cipher);
const connect = (needs: ConsentLevel = 'none', isOn = true) =>
  book().save(
    shopId,
    { id: 'wishes', name: 'Wishlist', isOn, settings: { source, needs, refreshDays: 7, keepDays: 30 } },
    undefined,
    world.clock.now(),
  );

async function pull(): Promise<void> {
  const asked: Parameters<typeof pullRound>[2] = {
    connector: createConnector(freePace),
    customerMetafields: {
      async read(_domain, customers) {
        if (isShopifyDown) throw new ShopifyRejected('Down.', { retryable: true });
        return new Map(customers.map((id) => [id, metafield]));
      },
    },
  };
  while (await pullRound(world, cipher, asked));
  await world.fold();
}

const wishlist = async () => (await storedProfiles(world.rows)).get(ANN)?.attributes.wishlist ?? null;
const segments = async () =>
  (await world.rows<{ n: number }>('SELECT cardinality(segment_ids) AS n FROM profile'))[0]?.n;

it('a customer enters a segment by their wishlist, and leaves it when the connection is switched off', async () => {
  await connect();
  await pull();
  expect(await wishlist()).toEqual([MUG]);
  expect(await segments()).toBe(1);
  world.clock.set(TEST_NOW + 60_000);
  await connect('none', false);
  await pull();
  expect(await wishlist()).toBeNull();
  expect(await segments()).toBe(0);
});

it('a customer leaves it when the wishlist is gone in Shopify, or lists no products any more', async () => {
  await connect();
  for (const [days, next] of [null, { type: 'json', value: '["mug"]' }].entries()) {
    metafield = listOf(MUG);
    world.clock.set(TEST_NOW + 14 * days * DAY_MS);
    await pull();
    expect(await segments()).toBe(1);
    metafield = next;
    world.clock.set(world.clock.nowMs() + 7 * DAY_MS);
    await pull();
    expect(await wishlist()).toBeNull();
    expect(await segments()).toBe(0);
  }
});

it('a wishlist goes with the consent that it needs', async () => {
  await connect('marketing');
  await pull();
  expect(await segments()).toBe(1);
  await tell('customers_email_marketing_consent/update', {
    customer_id: 1,
    email_marketing_consent: { state: 'unsubscribed', consent_updated_at: '2026-11-20T00:00:00Z' },
  });
  expect(await wishlist()).toBeNull();
  expect(await segments()).toBe(0);
});

it('while Shopify does not answer a wishlist stays until its days are over, and goes with the next question', async () => {
  await connect();
  await pull();
  isShopifyDown = true;
  world.clock.set(TEST_NOW + 8 * DAY_MS);
  await pull();
  expect(await segments()).toBe(1);
  world.clock.set(TEST_NOW + 30 * DAY_MS);
  await pull();
  expect(await wishlist()).toBeNull();
  expect(await segments()).toBe(0);
});
