import type { Pool } from 'pg';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { ReturningCustomers } from '#app/ports/returning-customers.ts';
import { PAST_ITEMS, toPastItem, type PastItemRow } from '../campaigns/past-items.ts';
import { FIRST_UNIT, toFirstUnit, type FirstUnitRow } from '../experiments/checkout-units.ts';
import { SHOPPER, type ShopperReader, type ShopperRow } from './shopper-reader.ts';

interface CustomerRow extends Partial<Omit<ShopperRow, 'shopper_id'>> {
  readonly shopper_id: ShopperRow['shopper_id'] | null;
  readonly past_items: readonly PastItemRow[] | null;
  readonly first_unit: FirstUnitRow | null;
}

const SEEN_BEFORE = PAST_ITEMS({
  // Who is left of the customer after merges; they themselves where nobody is known.
  shopper: 'coalesce(shopper.shopper_id, $2)',
  since: '$4',
  exceptCheckout: '$5',
});

/** $1 shop, $2 customer, $3 version of the known profile, $4 since, $5 checkout. */
const FIND = {
  name: 'returning-customer',
  text: `
    SELECT shopper.*, past.items AS past_items, to_json(first_unit) AS first_unit
      FROM (SELECT) AS asked
      LEFT JOIN (${SHOPPER}) AS shopper ON true
      LEFT JOIN LATERAL (SELECT json_agg(item ORDER BY item.at DESC) AS items FROM (${SEEN_BEFORE}) AS item
                          WHERE $4::timestamptz IS NOT NULL) AS past ON true
      LEFT JOIN LATERAL (${FIRST_UNIT('$5')}) AS first_unit ON true`,
};

export function createReturningCustomers(pool: Pool, ask: ShopperReader): ReturningCustomers {
  return {
    async find(shopId, customerId, { since, checkoutToken }) {
      const asked = ask(shopId, customerId);
      const { rows } = await pool.query<CustomerRow>({
        ...FIND,
        values: [shopId, customerId, asked.version, since === null ? null : toDate(since), checkoutToken],
      });
      const row = rows[0];
      return {
        shopper: row?.shopper_id ? asked.read(row as ShopperRow) : null,
        pastItems: row?.past_items?.map(toPastItem) ?? [],
        seen: row?.first_unit ? toFirstUnit(row.first_unit) : null,
      };
    },
  };
}
