import type { Pool } from 'pg';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { HOLDOUT, type MeasurementStore } from '#app/ports/measurement-store.ts';

interface MeasurementRow {
  body: CheckoutReport;
  is_wanted: boolean;
}

/** Every shop has a row of its holdout once it was measured, so that row says how old all of its measurements are. */
const DUE = `
  SELECT shop.id FROM shop LEFT JOIN measurement ON measurement.shop_id = shop.id AND subject = '${HOLDOUT}'
   WHERE shop.uninstalled_at IS NULL
     AND (computed_at IS NULL OR computed_at < $1 OR coalesce(wanted_at > computed_at, false)) ORDER BY shop.id`;

export function createMeasurementStore(pool: Pool): MeasurementStore {
  return {
    async find(shopId, subject) {
      const { rows } = await pool.query<MeasurementRow>(
        `SELECT body, coalesce(wanted_at > computed_at, false) AS is_wanted
           FROM measurement WHERE shop_id = $1 AND subject = $2`,
        [shopId, subject],
      );
      return rows[0] ? { report: rows[0].body, isWanted: rows[0].is_wanted } : null;
    },
    async save(shopId, subject, report) {
      await pool.query(
        `INSERT INTO measurement (shop_id, subject, computed_at, body) VALUES ($1, $2, $3, $4)
         ON CONFLICT (shop_id, subject) DO UPDATE SET computed_at = EXCLUDED.computed_at, body = EXCLUDED.body`,
        [shopId, subject, toDate(report.computedAt), JSON.stringify(report)],
      );
    },
    async want(shopId, now) {
      await pool.query('UPDATE measurement SET wanted_at = $2 WHERE shop_id = $1', [shopId, toDate(now + 1)]);
    },
    async due(before) {
      const { rows } = await pool.query<{ id: ShopId }>(DUE, [toDate(before)]);
      return rows.map(({ id }) => id);
    },
  };
}
