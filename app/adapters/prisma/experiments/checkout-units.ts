import type { Pool } from 'pg';
import type { AssignmentKey } from '#app/domain/experiments/assignment/assignment-key.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { CheckoutUnits } from '#app/ports/checkout-units.ts';

/**
 * Of the shop $1. Each token is looked up by itself, and what is found is sorted then: asked in one step for the earliest of either,
 * PostgreSQL may walk all of a shop's decisions in the order of time.
 */
export const FIRST_UNIT = (checkout: string): string => `
  SELECT asked.unit, asked.decided_at
    FROM (SELECT ${checkout} AS token UNION ALL
          SELECT cart_token FROM open_cart WHERE shop_id = $1 AND kind = 'checkout' AND token = ${checkout}) AS known
   CROSS JOIN LATERAL (SELECT basis ->> 'unit' AS unit, decided_at, id FROM decision
                        WHERE shop_id = $1 AND checkout_token = known.token OFFSET 0) AS asked
   WHERE asked.unit IS NOT NULL ORDER BY asked.decided_at, asked.id LIMIT 1`;

export interface FirstUnitRow {
  readonly unit: string;
  /** As text where it was read out of JSON. */
  readonly decided_at: Date | string;
}

/** From the ledger, where a decision is a moment after it was answered, and the webhook that says which cart a checkout came of. */
export function createCheckoutUnits(pool: Pool): CheckoutUnits {
  return {
    async findFirst(shopId, checkoutToken) {
      const { rows } = await pool.query<FirstUnitRow>({
        name: 'first-unit',
        text: FIRST_UNIT('$2'),
        values: [shopId, checkoutToken],
      });
      return rows[0] ? toFirstUnit(rows[0]) : null;
    },
  };
}

export function toFirstUnit({ unit, decided_at }: FirstUnitRow): AssignmentKey {
  return { key: unit, firstSeenAt: toInstant(new Date(decided_at)) };
}
