import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHistoryWriter } from '#app/adapters/prisma/history-writer.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { createRefreshVariants } from '#app/use-cases/folding/refresh-variants.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import { insertRows } from '#tests/support/rows.ts';

const VARIANTS = 250;
const idOf = (number: number): string => `gid://shopify/ProductVariant/${1_000 + number}`;
const UNREADABLE = new Set(Array.from({ length: 200 }, (_, number) => idOf(number)));

let database: ClonedDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const shop = {
    id: 1,
    domain: 'one.myshopify.com',
    name: 'One',
    currency: 'GBP',
    timezone: 'Europe/London',
  };
  const always = { scopes: [], installed_at: new Date(), updated_at: new Date(), settings: {} };
  const versions = {
    config_version: 1,
    catalog_version: 1,
    model_version: 0,
    profiles_version: 0,
    rules_version: 1,
  };
  await insertRows(pool, 'shop', [{ ...shop, ...always, ...versions, shop_version: 1 }]);
  await pool.query(
    `INSERT INTO variant (shop_id, id, product_id, title, price_minor, prices_stale)
     SELECT 1, 'gid://shopify/ProductVariant/' || 1000 + number, 'gid://shopify/Product/1', '', 0, true
       FROM generate_series(0, $1 - 1) AS number`,
    [VARIANTS],
  );
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function catalogVersion(): Promise<number | undefined> {
  const { rows } = await pool.query<{ catalog_version: number }>('SELECT catalog_version FROM shop');
  return rows[0]?.catalog_version;
}

describe('stale variants of which more than a page cannot be read', () => {
  it('hold up no other, are asked about again in the next round, and make no new catalog', async () => {
    const asked: string[] = [];
    let calls = 0;
    const refresh = createRefreshVariants({
      writer: createHistoryWriter(pool, createAddressCipher(createCipherBox(Buffer.alloc(32, 7)))),
      history: {
        readVariants: async (_, ids) => {
          calls += 1;
          asked.push(...ids);
          // All others are gone.
          return { found: [], unreadable: ids.filter((id) => UNREADABLE.has(id)) };
        },
      },
      log: silentLog,
    });
    const round = async (): Promise<readonly string[]> => {
      asked.length = 0;
      calls = 0;
      while (await refresh());
      return [...asked];
    };
    expect(await round()).toHaveLength(VARIANTS);
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM variant ORDER BY id');
    expect(rows.map(({ id }) => id)).toEqual([...UNREADABLE]);
    const before = await catalogVersion();
    expect(await round()).toEqual([...UNREADABLE]);
    expect(calls).toBe(2);
    expect(await catalogVersion()).toBe(before);
  });
});
