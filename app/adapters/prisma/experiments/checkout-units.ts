import type { Pool } from 'pg';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { CheckoutUnits } from '#app/ports/checkout-units.ts';

/**
 * Each token is looked up by itself, and what is found is sorted then: asked in one step for the earliest of either, PostgreSQL may walk
 * all of a shop's decisions in the order of time.
 */
const FIRST = {
  name: 'first-unit',
  text: `SELECT asked.unit, asked.decided_at
           FROM (SELECT $2 AS token UNION ALL
                 SELECT cart_token FROM open_cart WHERE shop_id = $1 AND kind = 'checkout' AND token = $2) AS known
          CROSS JOIN LATERAL (SELECT basis ->> 'unit' AS unit, decided_at, id FROM decision
                               WHERE shop_id = $1 AND checkout_token = known.token OFFSET 0) AS asked
          WHERE asked.unit IS NOT NULL ORDER BY asked.decided_at, asked.id LIMIT 1`,
};

/** From the ledger, where a decision is a moment after it was answered, and the webhook that says which cart a checkout came of. */
export function createCheckoutUnits(pool: Pool): CheckoutUnits {
  return {
    async findFirst(shopId, checkoutToken) {
      const { rows } = await pool.query<{ unit: string; decided_at: Date }>({
        ...FIRST,
        values: [shopId, checkoutToken],
      });
      return rows[0] ? { key: rows[0].unit, firstSeenAt: toInstant(rows[0].decided_at) } : null;
    },
  };
}
