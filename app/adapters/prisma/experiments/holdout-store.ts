import type { Database } from '#app/adapters/postgres/database.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { HoldoutStore } from '#app/ports/holdout-store.ts';

/** Changes of the share; shop-settings-store.ts writes them with the setting. */
export function createHoldoutStore({ pool }: Pick<Database, 'pool'>): HoldoutStore {
  return {
    async changes(shopId, since) {
      const { rows } = await pool.query<{ at: Date; before: number; after: number }>(
        'SELECT at, before, after FROM holdout_change WHERE shop_id = $1 AND at >= $2 ORDER BY at',
        [shopId, toDate(since)],
      );
      return rows.map((row) => ({ ...row, at: toInstant(row.at) }));
    },
  };
}
