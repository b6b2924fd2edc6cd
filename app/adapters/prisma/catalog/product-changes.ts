import type pg from 'pg';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { publishChange } from '../../postgres/change-feed.ts';
import { inTransaction, retryDeadlocks } from '../../postgres/transaction.ts';
import { holdRules } from '../segments/rules-lock.ts';

/** In an upsert of products AS known: notes that a product became another one as rules tell products apart. */
export const NOTE_TRAITS = `traits_changed_at = CASE
  WHEN (known.type, known.vendor, known.tags, known.deleted_at IS NULL)
    IS DISTINCT FROM (EXCLUDED.type, EXCLUDED.vendor, EXCLUDED.tags, true) THEN clock_timestamp()
  ELSE known.traits_changed_at END`;

/** Products of one round. */
const CHUNK = 1_000;

const CHANGED_SHOPS = `
  SELECT id FROM shop WHERE uninstalled_at IS NULL
     AND EXISTS (SELECT FROM product WHERE shop_id = shop.id AND traits_changed_at IS NOT NULL) ORDER BY id`;

const MARK_BUYERS = `
  UPDATE profile SET config_version = -1
   WHERE shop_id = $1 AND merged_into IS NULL AND NOT is_deleted AND config_version > 0 AND shopper_id IN (
     SELECT customer_id FROM orders WHERE shop_id = $1 AND customer_id IS NOT NULL AND EXISTS (
       SELECT FROM jsonb_to_recordset(lines) AS line ("productId" text) WHERE line."productId" = ANY($2)))`;

interface Changed {
  id: string;
  /** To the microsecond. */
  at: string;
}

/**
 * Marks whoever bought a product that changed to be looked at again, in shops where a rule tells products apart. True when more may
 * wait.
 */
export async function markBuyers(
  pool: pg.Pool,
  tellsProductsApart: (rule: string) => boolean,
): Promise<boolean> {
  const { rows } = await pool.query<{ id: ShopId }>(CHANGED_SHOPS);
  let isMore = false;
  for (const { id } of rows)
    isMore = (await retryDeadlocks(() => markOfShop(pool, id, tellsProductsApart))) === CHUNK || isMore;
  return isMore;
}

async function markOfShop(
  pool: pg.Pool,
  shopId: ShopId,
  tellsProductsApart: (rule: string) => boolean,
): Promise<number> {
  const { rows: changed } = await pool.query<Changed>(
    `SELECT id, traits_changed_at::text AS at FROM product WHERE shop_id = $1 AND traits_changed_at IS NOT NULL
      ORDER BY traits_changed_at LIMIT ${CHUNK}`,
    [shopId],
  );
  const rules = await pool.query<{ rule: string }>(
    `SELECT rule FROM segment WHERE shop_id = $1 UNION SELECT next_rule FROM segment WHERE shop_id = $1 AND next_rule IS NOT NULL`,
    [shopId],
  );
  const isAsked = rules.rows.some(({ rule }) => tellsProductsApart(rule));
  if (isAsked) await endOldDecisions(pool, shopId);
  await inTransaction(pool, async (client) => {
    if (isAsked) await client.query(MARK_BUYERS, [shopId, changed.map(({ id }) => id)]);
    // A product that changed once more meanwhile is left for the next round.
    await client.query(
      `UPDATE product SET traits_changed_at = NULL FROM unnest($2::text[], $3::text[]) AS done (id, at)
        WHERE shop_id = $1 AND product.id = done.id AND traits_changed_at::text = done.at`,
      [shopId, changed.map(({ id }) => id), changed.map(({ at }) => at)],
    );
  });
  return changed.length;
}

/** Whoever decides from now on reads the catalog anew, and whoever had read the old one has written what they decided. */
async function endOldDecisions(pool: pg.Pool, shopId: ShopId): Promise<void> {
  await publishChange(pool, { shopId, kind: 'catalog' });
  await inTransaction(pool, (client) => holdRules(client, shopId));
}
