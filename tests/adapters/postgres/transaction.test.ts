import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { inTransaction, retryDeadlocks } from '#app/adapters/postgres/transaction.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createHistoryWriter } from '#app/adapters/prisma/history-writer.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { seedCheckoutShop } from '#tests/support/checkout-shop.ts';
import { cloneDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';
import { ENCRYPTION_KEY } from '#tests/support/running-server.ts';

const SHOP = 'one.myshopify.com';
const [FIRST, SECOND] = ['gid://shopify/Customer/1', 'gid://shopify/Customer/2'];
let clone: ClonedDatabase;
let database: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { poolSize: 4 });
  const shopId = await seedCheckoutShop(database.pool, SHOP, ENCRYPTION_KEY);
  for (const id of [FIRST, SECOND])
    await database.pool.query(
      `INSERT INTO profile (shop_id, shopper_id, data, updated_at)
       SELECT $1, $2, data, now() FROM profile WHERE shop_id = $1 LIMIT 1`,
      [shopId, id],
    );
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

const lockShopper = (client: pg.ClientBase, id: string | undefined) =>
  client.query('SELECT FROM profile WHERE shopper_id = $1 FOR UPDATE', [id]);

describe('retryDeadlocks', () => {
  it('lets two transactions that wait for each other both finish', async () => {
    const arrived = Promise.withResolvers<null>();
    let waiting = 0;
    const meet = async (): Promise<void> => {
      waiting += 1;
      if (waiting === 2) arrived.resolve(null);
      await arrived.promise;
    };
    const both = [
      [FIRST, SECOND],
      [SECOND, FIRST],
    ].map(([one, other]) =>
      retryDeadlocks((retries) =>
        inTransaction(database.pool, async (client) => {
          await lockShopper(client, one);
          await meet();
          await lockShopper(client, other);
          return retries;
        }),
      ),
    );
    const retries = await Promise.all(both);
    // The one that gave way may meet the other again before that has its second lock, and then either may give way.
    expect(Math.max(...retries)).toBeGreaterThanOrEqual(1);
  });

  it('passes every other failure on at once', async () => {
    let tries = 0;
    const work = () => {
      tries += 1;
      return inTransaction(database.pool, (client) => client.query('SELECT FROM nowhere'));
    };
    await expect(retryDeadlocks(work)).rejects.toThrow('nowhere');
    expect(tries).toBe(1);
  });
});

describe('reading a history while webhooks are folded', () => {
  it('goes on when a fold holds shoppers in another order', async () => {
    const shop = await createShopStore(database.pool).findByDomain(SHOP);
    if (!shop) throw new Error('the shop was not seeded');
    const writer = createHistoryWriter(database.pool, createAddressCipher(createCipherBox(ENCRYPTION_KEY)));
    const fold = await database.pool.connect();
    await fold.query('BEGIN');
    await lockShopper(fold, SECOND);
    const refolding = writer.refoldShoppers(
      shop,
      async () => [],
      async () => {},
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await lockShopper(fold, FIRST);
    await fold.query('COMMIT');
    fold.release();
    expect(await refolding).toBe(3);
  });
});
