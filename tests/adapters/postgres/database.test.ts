import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { cloneDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';

let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { poolSize: 2 });
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const AT = new Date('2026-03-29T01:30:00.123Z');
const shop = {
  domain: 'a.myshopify.com',
  name: 'A',
  currency: 'GBP',
  timezone: 'Europe/London',
  installedAt: AT,
};

describe('openDatabase', () => {
  test('reads back a time to the millisecond through Prisma and through SQL', async () => {
    const { id } = await database.prisma.shop.create({ data: shop });
    const byPrisma = await database.prisma.shop.findUniqueOrThrow({ where: { id } });
    const { rows } = await database.pool.query('SELECT installed_at FROM shop WHERE id = $1', [id]);
    expect([byPrisma.installedAt, rows[0]?.installed_at]).toEqual([AT, AT]);
  });

  test('keeps the clock in UTC whatever the server is set to', async () => {
    await database.pool.query(
      `ALTER DATABASE ${new URL(clone.url).pathname.slice(1)} SET timezone = 'Asia/Tokyo'`,
    );
    const fresh = openDatabase(clone.url);
    try {
      const found = await fresh.prisma.shop.findUniqueOrThrow({ where: { domain: shop.domain } });
      expect(found.installedAt).toEqual(AT);
    } finally {
      await fresh.close();
    }
  });

  test('shares one pool between Prisma and SQL', async () => {
    await Promise.all(Array.from({ length: 8 }, () => database.prisma.shop.count()));
    await Promise.all(Array.from({ length: 8 }, () => database.pool.query('SELECT 1')));
    expect(database.pool.totalCount).toBeLessThanOrEqual(2);
  });

  test('gives up a statement that takes too long, and its connection with it', async () => {
    const hasty = openDatabase(clone.url, { poolSize: 1, queryTimeoutMs: 100 });
    try {
      await expect(hasty.pool.query('SELECT pg_sleep(5)')).rejects.toThrow('timeout');
      const { rows } = await hasty.pool.query('SELECT 1 AS one');
      expect(rows).toEqual([{ one: 1 }]);
    } finally {
      await hasty.close();
    }
  });

  test('names the host when the server cannot be reached', async () => {
    const nowhere = openDatabase('postgresql://attune@127.0.0.1:9/attune');
    await expect(nowhere.pool.query('SELECT 1')).rejects.toThrow('ECONNREFUSED 127.0.0.1:9');
    await nowhere.close();
  });
});
