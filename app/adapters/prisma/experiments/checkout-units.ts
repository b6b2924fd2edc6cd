import type { Pool } from 'pg';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { CheckoutUnits } from '#app/ports/checkout-units.ts';

const FIRST = {
  name: 'first-unit',
  text: `SELECT basis ->> 'unit' AS unit, decided_at FROM decision
          WHERE shop_id = $1 AND basis ->> 'unit' IS NOT NULL AND checkout_token = ANY(ARRAY[$2,
                (SELECT cart_token FROM open_cart WHERE shop_id = $1 AND kind = 'checkout' AND token = $2)])
          ORDER BY decided_at, id LIMIT 1`,
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
