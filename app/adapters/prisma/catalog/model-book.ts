import type { Database } from '#app/adapters/postgres/database.ts';
import { readGate, readLogReport } from '#app/contracts/gate-report.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { ModelBook, ModelVersion } from '#app/ports/model-book.ts';

/** Reads the trainings without their bytes. A wished training is the backfill's last step once more. */
export function createModelBook({ pool }: Pick<Database, 'pool'>): ModelBook {
  return {
    async versions(shopId) {
      const { rows } = await pool.query<VersionRow>(
        `SELECT version, trained_at, orders, products, duration_ms, report, objection
           FROM recommendation_model WHERE shop_id = $1 ORDER BY version DESC LIMIT 60`,
        [shopId],
      );
      return rows.map(toVersion);
    },
    async dataVolume(shopId) {
      const { rows } = await pool.query<VolumeRow>(VOLUME, [shopId]);
      const [row] = rows;
      return {
        orders: Number(row?.orders ?? 0),
        lines: Number(row?.lines ?? 0),
        customers: Number(row?.customers ?? 0),
        oldestAt: row?.oldest_at ? toInstant(row.oldest_at) : null,
        newestAt: row?.newest_at ? toInstant(row.newest_at) : null,
      };
    },
    async requestTraining(shopId) {
      await pool.query(
        `INSERT INTO backfill (shop_id, step, status) VALUES ($1, 'model', 'pending')
         ON CONFLICT (shop_id, step) DO UPDATE
           SET status = 'pending', message = NULL, started_at = NULL, finished_at = NULL
           WHERE backfill.status IN ('done', 'failed')`,
        [shopId],
      );
    },
  };
}

interface VersionRow {
  version: number;
  trained_at: Date;
  orders: number;
  products: number;
  duration_ms: number;
  report: unknown;
  objection: string | null;
}

function toVersion(row: VersionRow): ModelVersion {
  const { version, orders, products, objection } = row;
  return {
    version,
    trainedAt: toInstant(row.trained_at),
    orders,
    products,
    durationMs: row.duration_ms,
    gate: readGate(row.report),
    byLog: readLogReport(row.report),
    objection,
  };
}

interface VolumeRow {
  orders: string;
  lines: string;
  customers: string;
  oldest_at: Date | null;
  newest_at: Date | null;
}

const VOLUME = `
  SELECT count(*) AS orders, coalesce(sum(jsonb_array_length(lines)), 0) AS lines,
         count(DISTINCT customer_id) AS customers, min(processed_at) AS oldest_at, max(processed_at) AS newest_at
    FROM orders WHERE shop_id = $1 AND cancelled_at IS NULL AND NOT test`;
