import type pg from 'pg';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { EstimateFit, EstimateStore } from '#app/ports/estimator.ts';
import { withShopLock } from '../../postgres/shop-lock.ts';

/** First key of the advisory locks on the fit of a shop's estimates; the second is the shop's id. */
const ESTIMATE_LOCK = 41_021;

interface FitRow {
  version: number;
  fitted_at: Date;
  lifetime: EstimateFit['lifetime'];
  inference: EstimateFit['inference'];
  duration_ms: number;
}

export function createEstimateStore(pool: pg.Pool): EstimateStore {
  return {
    async newest(shopId) {
      const { rows } = await pool.query<FitRow>(
        `SELECT version, fitted_at, lifetime, inference, duration_ms FROM estimate_fit
          WHERE shop_id = $1 ORDER BY version DESC LIMIT 1`,
        [shopId],
      );
      const [row] = rows;
      if (!row) return null;
      const { fitted_at, duration_ms, ...fit } = row;
      return { ...fit, at: toInstant(fitted_at), durationMs: duration_ms };
    },
    withShopLock: (shopId, work) => withShopLock(pool, ESTIMATE_LOCK, shopId, work),
  };
}
