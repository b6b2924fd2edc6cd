import type pg from 'pg';
import type { Market } from '#app/domain/campaigns/catalog.ts';
import type { ShopId, VariantId } from '#app/domain/kernel/ids.ts';
import type { HistoryWriter, StaleVariants } from '#app/ports/history-writer.ts';
import { publishChange } from '../postgres/change-feed.ts';
import { inTransaction, retryDeadlocks } from '../postgres/transaction.ts';
import type { AddressCipher } from './shops/address-cipher.ts';
import { writeCustomers } from './history/write-customers.ts';
import { writeOrders } from './history/write-orders.ts';
import { refreshVariants, writeProducts } from './history/write-products.ts';
import { refoldShoppers } from './history/refold-shoppers.ts';
import { publishRules } from './segments/rules-version.ts';
import { SHOP_COLUMNS, toShop, type ShopRow } from './shops/shop-store.ts';

/** A shop's history as rows, by statements over whole sets. */
export function createHistoryWriter(pool: pg.Pool, addresses: AddressCipher): HistoryWriter {
  return {
    saveShop: (shopId, { facts, scopes, markets }) =>
      inTransaction(pool, async (client) => {
        await client.query(
          `UPDATE shop SET name = $2, currency = $3, timezone = coalesce($4, timezone), country = $5, plan = $6,
                  scopes = $7, updated_at = now() WHERE id = $1`,
          [shopId, facts.name, facts.currency, facts.timezone, facts.country, facts.plan, scopes],
        );
        await client.query('DELETE FROM market WHERE shop_id = $1 AND id <> ALL($2)', [
          shopId,
          markets.map(({ id }) => id),
        ]);
        await client.query(
          `INSERT INTO market (shop_id, id, name, countries, currency)
           SELECT $1, row.id, row.name, ARRAY(SELECT jsonb_array_elements_text(row.countries)), row.currency
             FROM jsonb_to_recordset($2::jsonb) AS row (id text, name text, countries jsonb, currency text)
           ON CONFLICT (shop_id, id) DO UPDATE SET name = EXCLUDED.name, countries = EXCLUDED.countries,
             currency = EXCLUDED.currency`,
          [shopId, JSON.stringify(markets)],
        );
        // Rules hold money, days and markets of the shop: they are compiled again.
        await publishRules(client, shopId);
        await publishChange(client, { shopId, kind: 'catalog' });
        await publishChange(client, { shopId, kind: 'shop' });
      }),
    async markets(shopId) {
      const { rows } = await pool.query<Market>(
        'SELECT id, countries, currency FROM market WHERE shop_id = $1 ORDER BY id',
        [shopId],
      );
      return rows;
    },
    saveProducts: (shop, rows) => writeAll(pool, (client) => writeProducts(client, shop, rows)),
    saveCustomers: (shop, { customers }, now) =>
      writeAll(pool, (client) => writeCustomers(client, shop.id, customers, now)),
    saveOrders: (shop, rows) => writeAll(pool, (client) => writeOrders(client, shop.id, rows, addresses)),
    refoldShoppers: (shop, refold, onProgress, only) =>
      refoldShoppers(pool, { shopId: shop.id, refold, only }, onProgress),
    staleVariants: (limit, after) => staleVariants(pool, limit, after),
    saveVariants: (shop, asked, found) =>
      writeAll(pool, async (client) => {
        await refreshVariants(client, shop, asked, found);
        await publishChange(client, { shopId: shop.id, kind: 'catalog' });
      }),
    async publishCatalog(shopId) {
      await publishChange(pool, { shopId, kind: 'catalog' });
    },
  };
}

/** Webhooks are folded meanwhile, which take the same rows one by one in the order of their arrival. */
function writeAll<Value>(pool: pg.Pool, write: (client: pg.PoolClient) => Promise<Value>): Promise<Value> {
  return retryDeadlocks(() => inTransaction(pool, write));
}

async function staleVariants(
  pool: pg.Pool,
  limit: number,
  after: ReadonlyMap<ShopId, VariantId>,
): Promise<readonly StaleVariants[]> {
  const { rows } = await pool.query<ShopRow>(
    `SELECT ${SHOP_COLUMNS} FROM shop WHERE uninstalled_at IS NULL
        AND EXISTS (SELECT FROM variant WHERE shop_id = shop.id AND prices_stale) ORDER BY id`,
  );
  return Promise.all(
    rows.map(toShop).map(async (shop) => {
      const stale = await pool.query<{ id: VariantId; version: string }>(
        'SELECT id, xmin::text AS version FROM variant WHERE shop_id = $1 AND prices_stale AND id > $3 ORDER BY id LIMIT $2',
        [shop.id, limit, after.get(shop.id) ?? ''],
      );
      return { shop, variants: stale.rows };
    }),
  );
}
