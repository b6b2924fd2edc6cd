import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createConnector } from '#app/adapters/connectors/connector.ts';
import { createConnectionBook } from '#app/adapters/prisma/shoppers/connection-book.ts';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { createCustomerMetafields } from '#app/adapters/shopify/customer-metafields.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { saveTierSource, viewTierSource } from '#app/use-cases/connections/tier-source.ts';
import { freePace } from '#tests/support/free-pace.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { pullRound } from '#tests/support/pull-round.ts';

const DAY_MS = 86_400_000;
const [ANN, BOB] = ['gid://shopify/Customer/1', 'gid://shopify/Customer/2'];
const cipher = createCipherBox(Buffer.alloc(32, 7));

let world: IngestionWorld;
let shopId: ShopId;
/** What Shopify answers for a metafield of a customer, by both; of anything else that there is none. */
let shopify: Map<string, unknown>;
/** Customers of each question. */
let questions: string[][];
/** What happens while Shopify answers the next question. */
let meanwhile: (() => Promise<void>) | null;

beforeAll(async () => {
  world = await openIngestion();
  shopId = world.shopId as ShopId;
});
beforeEach(async () => {
  await world.rows('TRUNCATE inbox_delivery, profile, segment, connection CASCADE');
  world.clock.set(TEST_NOW);
  shopify = new Map();
  questions = [];
  meanwhile = null;
  await tellCustomer(1, 'Silver');
  await tellCustomer(2, '');
  await createSegmentStore(world.database).create(shopId, {
    ...{ name: 'Gold', description: '', rule: 'loyalty.tier = "Gold"' },
  });
  await world.ingestion.work.followRules();
});
afterAll(() => world.close());

let count = 0;
async function tellCustomer(id: number, tags: string): Promise<void> {
  const updated_at = new Date(world.clock.nowMs()).toISOString();
  const body = { admin_graphql_api_id: `gid://shopify/Customer/${id}`, id, tags, updated_at };
  await world.send({ topic: 'customers/update', body, eventId: `event-${(count += 1)}` });
  await world.fold();
}

const book = () => createConnectionBook(world.database.pool, cipher);
const ports = () => ({ connections: book(), clock: world.clock });
const place = (key: string, isOn = true, path?: string) => ({ isOn, namespace: 'custom', key, path });
const setTier = (key: string, id: string, value: string | { broken: true }) =>
  shopify.set(
    `${key} ${id}`,
    typeof value === 'string' ? { metafield: { type: 'single_line_text_field', value } } : value,
  );

async function pull(): Promise<void> {
  const asked = {
    connector: createConnector(freePace),
    customerMetafields: createCustomerMetafields(() => ({
      async query(_document, variables) {
        const { customers, key } = variables as { customers: string[]; key: string };
        questions.push(customers);
        const told = { nodes: customers.map((id) => shopify.get(`${key} ${id}`) ?? { metafield: null }) };
        const happens = meanwhile;
        meanwhile = null;
        await happens?.();
        return told;
      },
    })),
  };
  while (await pullRound(world, cipher, asked));
  await world.fold();
}

const inGold = async () =>
  (
    await world.rows<{ shopper_id: string }>(
      'SELECT shopper_id FROM profile WHERE cardinality(segment_ids) = 1 ORDER BY shopper_id',
    )
  ).map(({ shopper_id }) => shopper_id);

it('a tier in a metafield goes before a customer’s tag, and is read of all customers in one question', async () => {
  setTier('tier', ANN, 'Gold');
  expect(await saveTierSource(ports(), shopId, place('tier'))).toMatchObject({ ok: true });
  await pull();
  expect(questions.map((asked) => [...asked].sort())).toEqual([[ANN, BOB]]);
  expect(await inGold()).toEqual([ANN]);
});

it('a customer who changes in Shopify is read again at once, everybody once a day', async () => {
  setTier('tier', ANN, 'Gold');
  await saveTierSource(ports(), shopId, place('tier'));
  await pull();
  setTier('tier', BOB, 'Gold');
  setTier('tier', ANN, '-');
  world.clock.set(TEST_NOW + 60_000);
  await tellCustomer(2, 'friend');
  await pull();
  expect(questions).toHaveLength(1);
  world.clock.set(TEST_NOW + 61_000);
  await pull();
  expect(questions.at(-1)).toEqual([BOB]);
  expect(await inGold()).toEqual([ANN, BOB]);
  world.clock.set(TEST_NOW + DAY_MS);
  await pull();
  expect(await inGold()).toEqual([BOB]);
});

it('a customer who changes while they are read is read again', async () => {
  await saveTierSource(ports(), shopId, place('tier'));
  await pull();
  world.clock.set(TEST_NOW + DAY_MS);
  meanwhile = () => tellCustomer(2, 'friend');
  await pull();
  setTier('tier', BOB, 'Gold');
  world.clock.set(TEST_NOW + DAY_MS + 1_000);
  await pull();
  expect(questions.slice(1).map((asked) => [...asked].sort())).toEqual([[ANN, BOB], [BOB]]);
  expect(await inGold()).toEqual([BOB]);
});

it('naming another metafield reads everybody again, switching it off leaves what the tags say', async () => {
  setTier('tier', ANN, 'Gold');
  setTier('level', BOB, 'Gold');
  await saveTierSource(ports(), shopId, place('tier'));
  await pull();
  world.clock.set(TEST_NOW + 60_000);
  await saveTierSource(ports(), shopId, place('level'));
  expect(await viewTierSource(ports(), shopId)).toEqual({ isOn: true, namespace: 'custom', key: 'level' });
  await pull();
  expect(await inGold()).toEqual([BOB]);
  world.clock.set(TEST_NOW + 120_000);
  await saveTierSource(ports(), shopId, place('level', false));
  await pull();
  expect(await inGold()).toEqual([]);
});

it('one that was removed and its name emptied can be named anew before all is taken back', async () => {
  setTier('tier', ANN, 'Gold');
  await saveTierSource(ports(), shopId, place('tier'));
  await pull();
  await saveTierSource(ports(), shopId, { isOn: false, namespace: '', key: '' });
  expect(await viewTierSource(ports(), shopId)).toBeNull();
  await saveTierSource(ports(), shopId, place('tier'));
  await pull();
  expect(await inGold()).toEqual([ANN]);
});

it('a customer of whom Shopify answers something unreadable is asked about later, the others now', async () => {
  setTier('tier', ANN, { broken: true });
  setTier('tier', BOB, 'Gold');
  await saveTierSource(ports(), shopId, place('tier'));
  await pull();
  expect(await inGold()).toEqual([BOB]);
  const [failed] = await book().list(shopId, world.clock.now());
  expect(failed).toMatchObject({ customers: { told: 1, failed: 1 }, pausedUntil: null });
});

it('naming another metafield keeps what the page of the connection says of it', async () => {
  await saveTierSource(ports(), shopId, place('tier'));
  const stored = await book().find(shopId, 'loyalty-tier');
  expect(stored?.connection.settings).toMatchObject({ needs: 'none', refreshDays: 1, keepDays: 30 });
  const settings = {
    source: { kind: 'tier', namespace: 'custom', key: 'tier' },
    needs: 'marketing',
  } as const;
  const connection = { id: 'loyalty-tier', name: 'Club', isOn: true };
  const days = { refreshDays: 7, keepDays: 60 };
  await book().save(
    shopId,
    { ...connection, settings: { ...settings, ...days } },
    undefined,
    world.clock.now(),
  );
  await saveTierSource(ports(), shopId, place('level'));
  expect((await book().find(shopId, 'loyalty-tier'))?.connection).toMatchObject({
    name: 'Club',
    settings: { source: { key: 'level' }, needs: 'marketing', ...days },
  });
});

it('what a merchant names must be a metafield', async () => {
  const saved = await saveTierSource(ports(), shopId, { isOn: true, namespace: 'c', key: '', path: 'a b' });
  expect(!saved.ok && saved.failure.kind === 'invalid' && Object.keys(saved.failure.fields)).toEqual([
    'settings.source.namespace',
    'settings.source.key',
    'settings.source.path',
  ]);
});
