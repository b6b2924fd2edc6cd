import type pg from 'pg';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { AttributeLog } from '#app/domain/profiles/attribute-log.ts';
import type { Reconciliation, ReconciliationStore } from '#app/ports/reconciliation-store.ts';
import { withShopLock } from '../../postgres/shop-lock.ts';

/** First key of the advisory locks on a shop's reconciliation; the second is the shop's id. */
const RECONCILIATION_LOCK = 41_009;

interface Row {
  asked_at: Date;
  asked_by: Reconciliation['askedBy'];
  since: Date;
  until: Date;
  found: Reconciliation['found'];
  finished_at: Date | null;
  problem: string | null;
}

export function createReconciliationStore(pool: pg.Pool): ReconciliationStore {
  return {
    async newest(shopId) {
      const { rows } = await pool.query<Row>(
        'SELECT * FROM reconciliation WHERE shop_id = $1 ORDER BY asked_at DESC LIMIT 1',
        [shopId],
      );
      return rows[0] ? toReconciliation(rows[0]) : null;
    },
    async reachedUntil(shopId) {
      const { rows } = await pool.query<{ until: Date | null }>(
        `SELECT max(until) AS until FROM reconciliation
          WHERE shop_id = $1 AND finished_at IS NOT NULL AND problem IS NULL`,
        [shopId],
      );
      return rows[0]?.until ? toInstant(rows[0].until) : null;
    },
    async begin(shopId, { askedAt, askedBy, since, until }) {
      await pool.query(
        `INSERT INTO reconciliation (shop_id, asked_at, asked_by, since, until) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING`,
        [shopId, toDate(askedAt), askedBy, toDate(since), toDate(until)],
      );
    },
    async saveFound(shopId, askedAt, kind, found) {
      await pool.query(
        `UPDATE reconciliation SET found = found || jsonb_build_object($3::text, $4::jsonb)
          WHERE shop_id = $1 AND asked_at = $2`,
        [shopId, toDate(askedAt), kind, JSON.stringify(found)],
      );
    },
    async finish(shopId, askedAt, at, problem) {
      await pool.query(
        'UPDATE reconciliation SET finished_at = $3, problem = $4 WHERE shop_id = $1 AND asked_at = $2',
        [shopId, toDate(askedAt), toDate(at), problem],
      );
    },
    withShopLock: (shopId, work) => withShopLock(pool, RECONCILIATION_LOCK, shopId, work),
    async storedVersions(shopId, kind, ids) {
      const { rows } = await pool.query<{ id: string; at: Date | null }>(
        `SELECT id, CASE WHEN deleted_at IS NULL THEN updated_at END AS at
           FROM ${kind === 'orders' ? 'orders' : 'product'} WHERE shop_id = $1 AND id = ANY($2)`,
        [shopId, ids],
      );
      return new Map(rows.map(({ id, at }) => [id, at === null ? Infinity : toInstant(at)]));
    },
    async attributeLogs(shopId, ids) {
      const { rows } = await pool.query<{ id: CustomerId; log: AttributeLog | null }>(
        `SELECT shopper_id AS id, CASE WHEN merged_into IS NULL AND NOT is_deleted THEN attribute_log END AS log
           FROM profile WHERE shop_id = $1 AND shopper_id = ANY($2)`,
        [shopId, ids],
      );
      return new Map(rows.map(({ id, log }) => [id, log]));
    },
  };
}

function toReconciliation(row: Row): Reconciliation {
  return {
    askedAt: toInstant(row.asked_at),
    askedBy: row.asked_by,
    since: toInstant(row.since),
    until: toInstant(row.until),
    found: row.found,
    finishedAt: row.finished_at === null ? null : toInstant(row.finished_at),
    problem: row.problem,
  };
}
