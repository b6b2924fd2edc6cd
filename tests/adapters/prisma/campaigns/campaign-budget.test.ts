import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, describe, it } from 'vitest';
import { openDatabase, type Database } from '#app/adapters/postgres/database.ts';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createItemEventStore } from '#app/adapters/prisma/experiments/ledger-store.ts';
import { createSnapshotStore } from '#app/adapters/prisma/catalog/snapshot-store.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { NO_LIMITS } from '#app/domain/campaigns/limits.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { draftOf } from '#app/use-cases/campaigns/change-campaign.ts';
import { seedCheckoutShop, UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import { ENCRYPTION_KEY } from '#tests/support/running-server.ts';

let clone: ClonedDatabase;
let database: Database;
let shopId: ShopId;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url);
  shopId = await seedCheckoutShop(database.pool, 'one.myshopify.com', ENCRYPTION_KEY);
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const spent = () => createSnapshotStore(database.pool, silentLog).readSpentCampaigns(shopId);
const configVersion = async () =>
  (await database.pool.query('SELECT config_version FROM shop WHERE id = $1', [shopId])).rows[0]
    .config_version;

async function limitTo(acceptances: number | null): Promise<void> {
  const store = createCampaignStore(database);
  const campaign = await store.find(shopId, UPSELL_ID);
  if (!campaign) throw new Error('Expected the seeded upsell.');
  const draft = { ...draftOf(campaign), limits: { ...NO_LIMITS, acceptances } };
  await store.update(shopId, UPSELL_ID, campaign.version, draft);
}

let clockMs = 1_795_348_800_000;
const record = (decisionId: string, kind: 'acceptance' | 'undo' | 'exposure') =>
  createItemEventStore(database.pool).record(shopId, [
    { decisionId, itemKey: `${UPSELL_ID}:gid://shopify/Product/5`, kind, atMs: (clockMs += 1_000) },
  ]);

describe('a budget of acceptances', () => {
  it('is spent with its last acceptance, and every process is told', async () => {
    await limitTo(2);
    await record(randomUUID(), 'acceptance');
    await record(randomUUID(), 'exposure');
    expect(await spent()).toEqual([]);
    const before = await configVersion();
    await record(randomUUID(), 'acceptance');
    expect(await spent()).toEqual([UPSELL_ID]);
    expect(await configVersion()).toBe(before + 1);
  });

  it('counts a repeated acceptance once', async () => {
    await limitTo(4);
    const decision = randomUUID();
    await record(decision, 'acceptance');
    await record(decision, 'acceptance');
    expect(await spent()).toEqual([]);
  });

  it('is given back what was undone, and taken again what was accepted again', async () => {
    const decision = randomUUID();
    await record(decision, 'acceptance');
    expect(await spent()).toEqual([UPSELL_ID]);
    await record(decision, 'undo');
    expect(await spent()).toEqual([]);
    await record(decision, 'acceptance');
    expect(await spent()).toEqual([UPSELL_ID]);
  });

  it('follows a change of the limit at once', async () => {
    await limitTo(9);
    expect(await spent()).toEqual([]);
    await limitTo(3);
    expect(await spent()).toEqual([UPSELL_ID]);
    await limitTo(null);
    expect(await spent()).toEqual([]);
  });
});
