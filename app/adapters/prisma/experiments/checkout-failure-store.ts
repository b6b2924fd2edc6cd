import type { Database } from '#app/adapters/postgres/database.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { CheckoutFailureStore, FailureCount } from '#app/ports/checkout-failure-store.ts';

/** Sorted by kind, so that two reports at once wait for each other instead of blocking each other. */
const ADD = `
  INSERT INTO checkout_failure (shop_id, hour, kind, count)
  SELECT $1, date_trunc('hour', $2::timestamptz, 'UTC'), kind, sum(count)
  FROM unnest($3::text[], $4::int[]) AS told (kind, count) GROUP BY kind ORDER BY kind
  ON CONFLICT (shop_id, hour, kind) DO UPDATE SET count = checkout_failure.count + excluded.count`;

export function createCheckoutFailureStore({ pool }: Pick<Database, 'pool'>): CheckoutFailureStore {
  return {
    async add(shopId, failures, at) {
      if (failures.length === 0) return;
      const kinds = failures.map(({ kind }) => kind);
      const counts = failures.map(({ count }) => count);
      await pool.query(ADD, [shopId, toDate(at), kinds, counts]);
    },
    async since(shopId, since) {
      const { rows } = await pool.query<FailureCount>(
        `SELECT kind, sum(count)::int AS count FROM checkout_failure
         WHERE shop_id = $1 AND hour >= date_trunc('hour', $2::timestamptz, 'UTC')
         GROUP BY kind ORDER BY 2 DESC, kind`,
        [shopId, toDate(since)],
      );
      return rows;
    },
  };
}
