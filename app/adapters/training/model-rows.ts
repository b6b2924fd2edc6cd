import type pg from 'pg';
import { modelFromBytes, type ServedState } from '#app/domain/recommendations/serving/model-bytes.ts';
import type { TrainedBytes } from '#app/domain/recommendations/training/train-model.ts';
import { publishChange } from '../postgres/change-feed.ts';
import { inTransaction } from '../postgres/transaction.ts';

/** Models kept whole, so that a decision of yesterday can be replayed; and reports, so that a merchant sees how the models grew. */
const KEPT = { serving: 3, reports: 60 } as const;

/** The version that serves: the newest without an objection. */
export const SERVING_MODEL = `SELECT bytes, version FROM recommendation_model
  WHERE shop_id = $1 AND objection IS NULL ORDER BY version DESC LIMIT 1`;

/** The running model; null when there is none, or none that this version of the code can read. */
export async function readRunning(pool: pg.Pool, shopId: number): Promise<ServedState | null> {
  const { rows } = await pool.query<{ bytes: Buffer }>(SERVING_MODEL, [shopId]);
  const state = rows[0] && modelFromBytes(rows[0].bytes);
  return state?.ok ? state.value : null;
}

/** Stores a model under the shop's next version and tells every process; it serves from then on, unless there is an objection. */
export function storeModel(
  pool: pg.Pool,
  shopId: number,
  { bytes, orders, products, report, byLog, objection }: TrainedBytes,
  durationMs: number,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    const version = await publishChange(client, { shopId, kind: 'model' });
    await client.query(
      `INSERT INTO recommendation_model (shop_id, version, trained_at, orders, products, bytes, report, objection, duration_ms)
       VALUES ($1, $2, now(), $3, $4, $5, $6, $7, $8)`,
      [
        shopId,
        version,
        orders,
        products,
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
        report && JSON.stringify({ ...report, byLog }),
        objection,
        durationMs,
      ],
    );
    await forgetOld(client, shopId);
    return version;
  });
}

async function forgetOld(client: pg.PoolClient, shopId: number): Promise<void> {
  await client.query(
    `UPDATE recommendation_model SET bytes = NULL WHERE shop_id = $1 AND bytes IS NOT NULL
        AND version NOT IN (SELECT version FROM recommendation_model WHERE shop_id = $1 AND objection IS NULL
                             ORDER BY version DESC LIMIT ${KEPT.serving})`,
    [shopId],
  );
  await client.query(
    `DELETE FROM recommendation_model WHERE shop_id = $1 AND bytes IS NULL
        AND version NOT IN (SELECT version FROM recommendation_model WHERE shop_id = $1
                             ORDER BY version DESC LIMIT ${KEPT.reports})`,
    [shopId],
  );
}
