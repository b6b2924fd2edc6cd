import type { Database } from '#app/adapters/postgres/database.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { HoldoutStore } from '#app/ports/holdout-store.ts';

interface CheckoutRow {
  unit: string;
  held_out: boolean;
  completed: boolean;
  revenue_minor: string;
}

/** A checkout is its first decision that did not fall back; the order is found by the checkout's token. */
const CHECKOUTS = `
  SELECT seen.unit, seen.held_out, bought.token IS NOT NULL AS completed, coalesce(bought.revenue, 0) AS revenue_minor
    FROM (SELECT DISTINCT ON (checkout_token) checkout_token, coalesce(shopper_id, checkout_token) AS unit,
                 basis ? 'heldOut' AS held_out
            FROM decision
           WHERE shop_id = $1 AND decided_at >= $2 AND channel = 'checkout' AND checkout_token IS NOT NULL
             AND failure IS NULL
           ORDER BY checkout_token, decided_at, id) AS seen
    LEFT JOIN (SELECT checkout_token AS token, sum(greatest(subtotal_minor - refunded_minor, 0)) AS revenue
                 FROM orders
                WHERE shop_id = $1 AND processed_at >= $2 AND NOT test AND cancelled_at IS NULL AND currency = $3
                  AND checkout_token IS NOT NULL
                GROUP BY checkout_token) AS bought
      ON bought.token = seen.checkout_token`;

/** Checkouts and what became of them, from the ledger and the orders. */
export function createHoldoutStore({ pool }: Pick<Database, 'pool'>): HoldoutStore {
  return {
    async checkouts(shopId, currency, since) {
      const { rows } = await pool.query<CheckoutRow>(CHECKOUTS, [shopId, toDate(since), currency]);
      return rows.map((row) => ({
        unit: row.unit,
        isHeldOut: row.held_out,
        isCompleted: row.completed,
        revenueMinor: Number(row.revenue_minor),
      }));
    },
  };
}
