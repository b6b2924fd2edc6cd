import type pg from 'pg';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { MetafieldCalls, PullDesk } from '#app/ports/connection-store.ts';
import { retryDeadlocks } from '../../postgres/transaction.ts';
import { SHOP_COLUMNS, toShop, type ShopRow } from '../shops/shop-store.ts';
import type { CipherBox } from '../shops/token-cipher.ts';
import { openSecret, toConnection, type ConnectionRow } from './connection-book.ts';

interface ClaimedRow extends ConnectionRow {
  shop_id: number;
}

/** Customers of a connection that is on and who were never asked about, or are due again. */
const DUE = `
  SELECT profile.shopper_id FROM profile
    LEFT JOIN connection_pull AS pull ON pull.shop_id = profile.shop_id AND pull.connection_id = connection.id
                                     AND pull.shopper_id = profile.shopper_id
   WHERE profile.shop_id = connection.shop_id AND starts_with(profile.shopper_id, 'gid://shopify/Customer/')
     AND profile.merged_into IS NULL AND NOT profile.is_deleted
     AND (pull.shopper_id IS NULL OR pull.due_at <= $1)`;
/** Of one that is off: those it told of. */
const TOLD = `
  SELECT shopper_id FROM connection_pull
   WHERE connection_pull.shop_id = connection.shop_id AND connection_id = connection.id`;

/**
 * A claim is a pause: while it lasts nobody else takes the connection. One that was removed and told nobody anything any more goes here.
 */
const CLAIM = `
  UPDATE connection SET paused_until = $1::timestamptz + $2 * interval '1 second'
   WHERE (shop_id, id) = (
     SELECT shop_id, connection.id FROM connection JOIN shop ON shop.id = shop_id
      WHERE uninstalled_at IS NULL AND (paused_until IS NULL OR paused_until <= $1)
        AND CASE WHEN is_on THEN EXISTS (${DUE}) ELSE EXISTS (${TOLD}) END
      ORDER BY paused_until NULLS FIRST, connection.id LIMIT 1 FOR UPDATE OF connection SKIP LOCKED)
  RETURNING shop_id, id, name, is_on, settings, secret_cipher, failures, paused_until`;

const CUSTOMERS = `
  SELECT found.shopper_id FROM connection, LATERAL (
    (${DUE} AND connection.is_on LIMIT $4) UNION ALL (${TOLD} AND NOT connection.is_on LIMIT $4)) AS found
   WHERE connection.shop_id = $2 AND connection.id = $3 LIMIT $4`;

/** Of whom was erased meanwhile nothing is kept. */
const RECORD = `
  INSERT INTO connection_pull AS known (shop_id, connection_id, shopper_id, at, due_at, outcome, problem)
  SELECT $1, $2, shopper_id, at, due_at, outcome, problem
    FROM unnest($3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[])
      AS pull (shopper_id, at, due_at, outcome, problem)
   WHERE EXISTS (SELECT FROM connection WHERE shop_id = $1 AND id = $2)
     AND EXISTS (SELECT FROM profile WHERE profile.shop_id = $1 AND profile.shopper_id = pull.shopper_id)
   ORDER BY shopper_id
  ON CONFLICT (shop_id, connection_id, shopper_id) DO UPDATE
    SET at = EXCLUDED.at, outcome = EXCLUDED.outcome, problem = EXCLUDED.problem,
        due_at = CASE WHEN known.due_at > $8 THEN least(known.due_at, EXCLUDED.due_at) ELSE EXCLUDED.due_at END`;

/** Who is due, and what came of asking, as rows of `connection_pull`. */
export function createPullDesk(pool: pg.Pool, cipher: CipherBox): PullDesk {
  return {
    async claim(now, leaseSeconds, limit) {
      await removeGone(pool);
      const at = toDate(now);
      const { rows } = await pool.query<ClaimedRow>(CLAIM, [at, leaseSeconds]);
      const [row] = rows;
      if (!row) return null;
      const connection = toConnection(row);
      const [shops, customers] = await Promise.all([
        pool.query<ShopRow>(`SELECT ${SHOP_COLUMNS} FROM shop WHERE id = $1`, [row.shop_id]),
        pool.query<{ shopper_id: CustomerId }>(CUSTOMERS, [
          at,
          row.shop_id,
          row.id,
          limit(connection.settings),
        ]),
      ]);
      const [shop] = shops.rows.map(toShop);
      if (!shop) return null;
      const secret = openSecret(row, shop.id, cipher);
      const ids = customers.rows.map(({ shopper_id }) => shopper_id);
      return { shop, connection, secret, failures: row.failures, claimedAt: now, customers: ids };
    },
    async record(shopId, connectionId, pulls, claimedAt) {
      const values = [
        shopId,
        connectionId,
        pulls.map(({ shopperId }) => shopperId),
        pulls.map(({ at }) => toDate(at)),
        pulls.map(({ dueAt }) => toDate(dueAt)),
        pulls.map(({ outcome }) => outcome),
        pulls.map(({ problem }) => problem),
        toDate(claimedAt),
      ];
      await retryDeadlocks(() => pool.query(RECORD, values));
    },
    async forget(shopId, connectionId, customers) {
      await pool.query(
        'DELETE FROM connection_pull WHERE shop_id = $1 AND connection_id = $2 AND shopper_id = ANY($3)',
        [shopId, connectionId, customers],
      );
    },
    release: (shopId, connectionId, failures, pausedUntil) =>
      release(pool, shopId, connectionId, failures, toDate(pausedUntil)),
  };
}

async function release(
  pool: pg.Pool,
  shopId: ShopId,
  connectionId: string,
  failures: number,
  pausedUntil: Date,
): Promise<void> {
  await pool.query('UPDATE connection SET failures = $3, paused_until = $4 WHERE shop_id = $1 AND id = $2', [
    shopId,
    connectionId,
    failures,
    pausedUntil,
  ]);
}

async function removeGone(pool: pg.Pool): Promise<void> {
  await pool.query(`DELETE FROM connection WHERE removed_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM connection_pull AS pull WHERE pull.shop_id = connection.shop_id AND connection_id = connection.id)`);
}

/**
 * Shopify tells of a change before an app's own writing of the metafield, at times: it is read a second later. Rows are taken in the order in
 * which RECORD takes them.
 */
const CALL = `
  WITH called AS (
    SELECT pull.connection_id, pull.shopper_id
      FROM connection_pull AS pull JOIN connection ON connection.shop_id = pull.shop_id AND connection.id = pull.connection_id
     WHERE pull.shop_id = $1 AND pull.shopper_id = ANY($2) AND settings->'source'->>'kind' IN ('wishlist', 'tier') AND is_on
     ORDER BY pull.connection_id, pull.shopper_id FOR UPDATE OF pull)
  UPDATE connection_pull AS pull SET due_at = $3::timestamptz + interval '1 second'
    FROM called
   WHERE pull.shop_id = $1 AND pull.connection_id = called.connection_id AND pull.shopper_id = called.shopper_id`;

/** Calls on the connection of a fold's transaction. */
export function createMetafieldCalls(client: pg.PoolClient, shopId: ShopId): MetafieldCalls {
  return {
    async callFor(customers, at) {
      await client.query(CALL, [shopId, customers, toDate(at)]);
    },
  };
}
