import type pg from 'pg';
import type { BackfillState, BackfillStepName, BackfillStore } from '#app/ports/backfill-store.ts';
import { withShopLock } from '../../postgres/shop-lock.ts';
import { SHOP_COLUMNS, toShop, type ShopRow } from './shop-store.ts';

interface StateRow {
  step: BackfillStepName;
  status: BackfillState['status'];
  operation_id: string | null;
}

/** First key of the advisory locks on a shop's backfill; the second is the shop's id. */
const BACKFILL_LOCK = 41_002;

export function createBackfillStore(pool: pg.Pool): BackfillStore {
  const set = async (
    shopId: number,
    step: BackfillStepName,
    assignments: string,
    values: readonly unknown[],
  ) => {
    await pool.query(`UPDATE backfill SET ${assignments} WHERE shop_id = $1 AND step = $2`, [
      shopId,
      step,
      ...values,
    ]);
  };
  return {
    async unfinishedShops() {
      const { rows } = await pool.query<ShopRow>(
        `SELECT ${SHOP_COLUMNS} FROM shop WHERE uninstalled_at IS NULL AND EXISTS (
           SELECT FROM backfill WHERE shop_id = shop.id AND status NOT IN ('done', 'failed')) ORDER BY id`,
      );
      return rows.map(toShop);
    },
    withShopLock: (shopId, work) => withShopLock(pool, BACKFILL_LOCK, shopId, work),
    async states(shopId) {
      const { rows } = await pool.query<StateRow>(
        'SELECT step, status, operation_id FROM backfill WHERE shop_id = $1 ORDER BY step',
        [shopId],
      );
      return rows.map(({ step, status, operation_id }) => ({ step, status, operationId: operation_id }));
    },
    markRequested: (shopId, step, operationId) =>
      set(shopId, step, `status = 'requested', operation_id = $3, message = NULL, started_at = now()`, [
        operationId,
      ]),
    markReading: (shopId, step, objectsAll) =>
      set(
        shopId,
        step,
        `status = 'reading', objects_all = $3, objects_done = 0, started_at = coalesce(started_at, now())`,
        [objectsAll],
      ),
    setProgress: (shopId, step, objectsDone, message) =>
      set(shopId, step, 'objects_done = $3, message = $4', [objectsDone, message ?? null]),
    markDone: (shopId, step, objectsDone) =>
      set(
        shopId,
        step,
        `status = 'done', objects_done = $3, objects_all = $3, message = NULL, url = NULL, finished_at = now()`,
        [objectsDone],
      ),
    markFailed: (shopId, step, message) =>
      set(shopId, step, `status = 'failed', message = $3, finished_at = now()`, [message]),
  };
}
