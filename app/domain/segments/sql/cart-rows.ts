import type { RowsOf } from './rows.ts';

/** One row a change that left something in a cart, with by how much the value of what is in it rose. */
export const CART_CHANGES: RowsOf = () => ({
  from: `FROM (
      SELECT shopper_id, kind, at,
             coalesce(value_minor, 0) - coalesce(lag(value_minor) OVER (PARTITION BY cart_token ORDER BY at, key), 0) AS rise_minor
        FROM shopper_activity WHERE shop_id = $1 AND kind IN ('cart', 'cart_emptied')
    ) AS change WHERE change.kind = 'cart' AND change.shopper_id IS NOT NULL`,
  shopper: 'change.shopper_id',
  at: 'change.at',
});

/** One row a cart left with something in it for 24 hours, at the end of them. */
export const ABANDONMENTS: RowsOf = () => ({
  from: `FROM (
      SELECT shopper_id, kind, at + interval '24 hours' AS at,
             lead(at) OVER (PARTITION BY shopper_id ORDER BY at, key) AS next_at
        FROM shopper_activity
       WHERE shop_id = $1 AND shopper_id IS NOT NULL AND kind IN ('cart', 'cart_emptied', 'checkout')
    ) AS left_cart WHERE left_cart.kind = 'cart' AND (left_cart.next_at IS NULL OR left_cart.next_at >= left_cart.at)`,
  shopper: 'left_cart.shopper_id',
  at: 'left_cart.at',
});
