import { ABANDONED_AFTER_SECONDS } from '../../profiles/abandonments.ts';
import type { RowsOf } from './rows.ts';

/** The order of what happened in one cart of a shopper: that of profiles/cart-stories.ts. */
const STORY = 'PARTITION BY shopper_id, cart_token ORDER BY at, kind COLLATE "C", key COLLATE "C"';
const IN_CARTS = "shopper_id IS NOT NULL AND kind IN ('cart', 'cart_emptied', 'checkout')";

/** One row a change that left something in a cart, with what the cart gained; 0 where a value is not known. */
export const CART_CHANGES: RowsOf = () => ({
  from: `FROM (
      SELECT shopper_id, kind, at, coalesce(value_minor - CASE WHEN lag(kind) OVER story = 'cart'
               THEN lag(value_minor) OVER story ELSE 0 END, 0) AS gain_minor
        FROM shopper_activity WHERE shop_id = $1 AND ${IN_CARTS} WINDOW story AS (${STORY})
    ) AS change WHERE change.kind = 'cart'`,
  shopper: 'change.shopper_id',
  at: 'change.at',
});

/** One row an abandoned cart, at the end of the hours it was left alone (profiles/abandonments.ts). */
export const ABANDONMENTS: RowsOf = () => ({
  from: `FROM (
      SELECT shopper_id, kind, at + interval '${ABANDONED_AFTER_SECONDS} seconds' AS at, lead(at) OVER story AS next_at
        FROM shopper_activity WHERE shop_id = $1 AND ${IN_CARTS} WINDOW story AS (${STORY})
    ) AS abandoned WHERE abandoned.kind = 'cart' AND (abandoned.next_at IS NULL OR abandoned.next_at >= abandoned.at)`,
  shopper: 'abandoned.shopper_id',
  at: 'abandoned.at',
});

/** Whether the cart behind a checkout told of it later; within one moment the larger value counts. */
const CART_IS_NEWER = `(cart.updated_at > checkout.updated_at OR cart.updated_at = checkout.updated_at
  AND cart.value_minor > coalesce(checkout.value_minor, -1))`;

const newer = (value: string, name = value): string =>
  `CASE WHEN ${CART_IS_NEWER} THEN cart.${value} ELSE checkout.${value} END AS ${name}`;

/**
 * One row a checkout that is still open, with what the newer of checkout and cart says is in it: the 20 newest of a customer, as
 * adapters/prisma/shoppers/shopper-traces.ts reads them for the profile.
 */
const OPEN = `FROM (
      SELECT told.*, row_number() OVER (PARTITION BY customer_id ORDER BY updated_at DESC, token) AS place FROM (
        SELECT checkout.customer_id, checkout.token, checkout.started_at,
               ${newer('updated_at')}, ${newer('value_minor')}, ${newer("lines <> '[]'", 'has_lines')}
          FROM open_cart AS checkout
          LEFT JOIN open_cart AS cart
            ON cart.shop_id = $1 AND cart.kind = 'cart' AND cart.token = checkout.cart_token
         WHERE checkout.shop_id = $1 AND checkout.customer_id IS NOT NULL AND checkout.kind = 'checkout'
           AND checkout.completed_at IS NULL
      ) AS told
    ) AS open WHERE open.place <= 20 AND (open.has_lines OR open.value_minor > 0)`;

export const OPEN_CARTS: RowsOf = () => ({ from: OPEN, shopper: 'open.customer_id', at: 'open.started_at' });

/** The same as they are, whatever time it is. */
export const CARTS_NOW: RowsOf = () => ({ from: OPEN, shopper: 'open.customer_id', at: null });

/** What is in the cart that was changed last; of two of one second the one opened first. */
export const NEWEST_VALUE = `(array_agg(open.value_minor ORDER BY date_trunc('second', open.updated_at) DESC,
  date_trunc('second', open.started_at), open.token COLLATE "C"))[1]`;
