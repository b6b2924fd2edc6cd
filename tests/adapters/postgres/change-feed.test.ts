import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openChangeFeed, publishChange } from '#app/adapters/postgres/change-feed.ts';
import type { Change, ChangeFeed, ChangeFeedOptions } from '#app/adapters/postgres/change-feed.ts';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { cloneDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';
import { eventually } from '#tests/support/eventually.ts';

let clone: ClonedDatabase;
let database: Database;
let feeds: ChangeFeed[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { poolSize: 4 });
});
afterEach(async () => {
  await Promise.all(feeds.map((feed) => feed.close()));
  feeds = [];
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

let shops = 0;
async function addShop(): Promise<number> {
  const domain = `shop-${(shops += 1)}.myshopify.com`;
  const installedAt = new Date('2026-11-01T00:00:00Z');
  const shop = { domain, name: domain, currency: 'GBP', timezone: 'Europe/London', installedAt };
  return (await database.prisma.shop.create({ data: shop })).id;
}

/** The changes a feed tells, in the order they come. */
async function follow(options?: ChangeFeedOptions): Promise<Change[]> {
  const told: Change[] = [];
  feeds.push(await openChangeFeed(clone.url, (change) => void told.push(change), options));
  return told;
}

const SLOW: ChangeFeedOptions = { pollMs: 60_000 };
const QUICK: ChangeFeedOptions = { pollMs: 20 };

describe('publishChange', () => {
  test('tells a feed by notification, with the new version', async () => {
    const shopId = await addShop();
    const told = await follow(SLOW);
    const version = await publishChange(database.pool, { shopId, kind: 'config' });
    expect(version).toBe(2);
    await eventually(() => expect(told).toEqual([{ shopId, kind: 'config', version: 2 }]));
  });

  test('tells every kind through Prisma and through pg', async () => {
    const shopId = await addShop();
    const told = await follow(SLOW);
    const kinds = ['config', 'catalog', 'model', 'profiles', 'shop'] as const;
    for (const kind of kinds) {
      await database.prisma.$transaction((tx) => publishChange(tx, { shopId, kind }));
      await publishChange(database.pool, { shopId, kind });
    }
    await eventually(() => expect(told).toHaveLength(10));
    const last = told.filter((_, index) => index % 2 === 1).map(({ kind, version }) => [kind, version]);
    expect(last).toEqual([
      ['config', 3],
      ['catalog', 3],
      ['model', 2],
      ['profiles', 2],
      ['shop', 3],
    ]);
  });

  test('tells nothing of a transaction that is rolled back, and numbers nothing', async () => {
    const shopId = await addShop();
    const told = await follow(QUICK);
    const client = await database.pool.connect();
    await client.query('BEGIN');
    expect(await publishChange(client, { shopId, kind: 'catalog' })).toBe(2);
    await client.query('ROLLBACK');
    client.release();
    expect(await publishChange(database.pool, { shopId, kind: 'model' })).toBe(1);
    await eventually(() => expect(told).toContainEqual({ shopId, kind: 'model', version: 1 }));
    expect(told).toHaveLength(1);
    const { catalogVersion } = await database.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
    expect(catalogVersion).toBe(1);
  });

  test('gives every one of many writers a version of its own', async () => {
    const shopId = await addShop();
    const publish = () => publishChange(database.pool, { shopId, kind: 'profiles' });
    const versions = await Promise.all(Array.from({ length: 30 }, publish));
    expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  test('tells with version 0 that the shop is gone', async () => {
    const shopId = await addShop();
    const told = await follow(SLOW);
    await database.prisma.$transaction(async (tx) => {
      await tx.shop.delete({ where: { id: shopId } });
      await publishChange(tx, { shopId, kind: 'shop' });
    });
    await eventually(() => expect(told).toEqual([{ shopId, kind: 'shop', version: 0 }]));
  });
});

describe('openChangeFeed', () => {
  test('finds by polling a change whose notification was lost, once', async () => {
    const shopId = await addShop();
    const told = await follow(QUICK);
    await database.pool.query('UPDATE shop SET model_version = model_version + 2 WHERE id = $1', [shopId]);
    await eventually(() => expect(told).toEqual([{ shopId, kind: 'model', version: 2 }]));
    await publishChange(database.pool, { shopId, kind: 'config' });
    await eventually(() => expect(told).toHaveLength(2));
    expect(told[1]).toEqual({ shopId, kind: 'config', version: 2 });
  });

  test('finds by polling a shop that came and one that went', async () => {
    const told = await follow(QUICK);
    const shopId = await addShop();
    await eventually(() => expect(told).toEqual([{ shopId, kind: 'shop', version: 1 }]));
    await database.prisma.shop.delete({ where: { id: shopId } });
    await eventually(() => expect(told.at(-1)).toEqual({ shopId, kind: 'shop', version: 0 }));
  });

  test('says nothing of what was so before it opened', async () => {
    const shopId = await addShop();
    await publishChange(database.pool, { shopId, kind: 'config' });
    const told = await follow(QUICK);
    const marker = await addShop();
    await eventually(() => expect(told).toEqual([{ shopId: marker, kind: 'shop', version: 1 }]));
  });

  test('connects again after the server cut the line, and tells what it missed', async () => {
    const shopId = await addShop();
    const errors: unknown[] = [];
    const told = await follow({ pollMs: 20, onError: (error) => void errors.push(error) });
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'attune-change-feed'`,
    );
    await publishChange(database.pool, { shopId, kind: 'catalog' });
    await eventually(() => expect(told).toContainEqual({ shopId, kind: 'catalog', version: 2 }));
    expect(errors.length).toBeGreaterThan(0);
    await publishChange(database.pool, { shopId, kind: 'catalog' });
    await eventually(() => expect(told).toContainEqual({ shopId, kind: 'catalog', version: 3 }));
  });

  test('goes on after a listener threw', async () => {
    const shopId = await addShop();
    const errors: unknown[] = [];
    const versions: number[] = [];
    const onChange = ({ version }: Change): void => {
      versions.push(version);
      throw new Error('no');
    };
    feeds.push(await openChangeFeed(clone.url, onChange, { onError: (error) => void errors.push(error) }));
    await publishChange(database.pool, { shopId, kind: 'config' });
    await publishChange(database.pool, { shopId, kind: 'config' });
    await eventually(() => expect([versions, errors.length]).toEqual([[2, 3], 2]));
  });

  test('passes by notifications that are not its own', async () => {
    const shopId = await addShop();
    const told = await follow(SLOW);
    for (const payload of [
      '',
      'no json',
      '{"shopId":"1","kind":"config","version":9}',
      '{"shopId":1,"kind":"x","version":9}',
    ]) {
      await database.pool.query("SELECT pg_notify('attune_change', $1)", [payload]);
    }
    await publishChange(database.pool, { shopId, kind: 'shop' });
    await eventually(() => expect(told).toEqual([{ shopId, kind: 'shop', version: 2 }]));
  });

  test('refuses to open where there is no server', async () => {
    await expect(openChangeFeed('postgresql://attune@127.0.0.1:9/attune', () => {})).rejects.toThrow(
      'ECONNREFUSED',
    );
  });

  test('leaves no connection behind when closed', async () => {
    const feed = await openChangeFeed(clone.url, () => {}, { pollMs: 5 });
    await feed.close();
    const client = new pg.Client(clone.url);
    await client.connect();
    const open = async () =>
      (
        await client.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
         AND application_name = 'attune-change-feed'`)
      ).rowCount;
    await eventually(async () => expect(await open()).toBe(0));
    await client.end();
  });
});
