import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSegmentCounter } from '#app/adapters/prisma/rules/segment-counter.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { openDatabase, type Database } from '#app/adapters/postgres/database.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { NOW } from '#tests/domain/builders.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import { insertRows } from '#tests/support/rows.ts';

const SHOPPERS = 400;
let cloned: ClonedDatabase;
let database: Database;
let shop: Shop;

const ruleOf = (text: string): Rule => {
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(`${text} is no rule`);
  return parsed.value;
};
const BOUGHT = ruleOf('purchases.count within 60 days >= 1');
const customer = (number: number): string => `gid://shopify/Customer/${number}`;

/** A shop in which every fourth shopper bought something an hour ago. */
async function makeShop(domain: string): Promise<Shop> {
  const { rows } = await database.pool.query<{ id: ShopId }>(
    `INSERT INTO shop (domain, name, currency, timezone, installed_at, config_version)
     VALUES ($1, 'Shop', 'GBP', 'Europe/London', now(), 3) RETURNING id`,
    [domain],
  );
  const shopId = rows[0]!.id;
  const numbers = Array.from({ length: SHOPPERS }, (_, index) => index);
  await storeProfiles(shopId, numbers);
  await insertRows(
    database.pool,
    'orders',
    numbers.filter((number) => number % 4 === 0).map((number) => anOrder(shopId, number)),
  );
  const found = await createShopStore(database.pool).findById(shopId);
  if (!found) throw new Error('The shop was just made');
  return found;
}

function storeProfiles(shopId: number, numbers: readonly number[]): Promise<void> {
  const rows = numbers.map((number) => ({
    shop_id: shopId,
    shopper_id: customer(number),
    data: '\\x',
    attribute_log: {},
    attributes: { tags: [], country: 'GB' },
    segment_ids: number % 4 === 0 ? ['buyers', 'other'] : [],
    next_segment_ids: [],
    config_version: 3,
    updated_at: new Date(0),
  }));
  return insertRows(database.pool, 'profile', rows);
}

const anOrder = (shopId: number, number: number) => ({
  shop_id: shopId,
  id: `gid://shopify/Order/${number}`,
  customer_id: customer(number),
  processed_at: new Date((NOW - 3_600) * 1000),
  updated_at: new Date((NOW - 3_600) * 1000),
  test: false,
  currency: 'GBP',
  subtotal_minor: 1_000,
  total_minor: 1_000,
  refunded_minor: 0,
  lines: [],
});

beforeAll(async () => {
  cloned = await cloneDatabase();
  database = openDatabase(cloned.url);
  shop = await makeShop('one.myshopify.com');
  await makeShop('another.myshopify.com');
});
afterAll(async () => {
  await database.close();
  await cloned.drop();
});

describe('counting', () => {
  test('tells how many of the shop are in, and names a few', async () => {
    const found = await createSegmentCounter(database.pool).count(shop, BOUGHT, NOW, 3);
    expect(found).toMatchObject({ members: 100, looked: SHOPPERS, shoppers: SHOPPERS });
    expect(found.some).toHaveLength(3);
    for (const id of found.some) expect(Number(id.split('/').at(-1)) % 4).toBe(0);
  });

  test('names the same few at every count', async () => {
    const counter = createSegmentCounter(database.pool);
    const first = await counter.count(shop, BOUGHT, NOW, 5);
    expect((await counter.count(shop, BOUGHT, NOW, 5)).some).toEqual(first.some);
  });

  test('looks at a sample when everybody would take too long', async () => {
    // The count waits for the lock until its time is up.
    const blocker = await database.pool.connect();
    await blocker.query('BEGIN; LOCK TABLE market IN ACCESS EXCLUSIVE MODE');
    const rule = ruleOf('customer.market IS MISSING AND purchases.count >= 1');
    const counting = createSegmentCounter(database.pool, { budgetMs: 50, sampleSize: 40 }).count(
      shop,
      rule,
      NOW,
      5,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    await blocker.query('ROLLBACK');
    blocker.release();
    const found = await counting;
    // Each shopper is drawn by a hash of their id, a tenth of them as a rule.
    expect(found.shoppers).toBe(SHOPPERS);
    expect(found.looked).toBeGreaterThan(20);
    expect(found.looked).toBeLessThan(60);
    expect(found.members).toBeGreaterThan(2);
    expect(found.members).toBeLessThan(25);
    expect(found.some).toHaveLength(Math.min(5, found.members));
  });

  test('lets any other failure through', async () => {
    const gone = openDatabase(cloned.url);
    await gone.close();
    await expect(createSegmentCounter(gone.pool).count(shop, BOUGHT, NOW, 5)).rejects.toThrow();
  });
});
