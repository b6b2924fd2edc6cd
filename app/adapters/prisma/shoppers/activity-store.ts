import type pg from 'pg';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { ActivityStore } from '#app/ports/activity-store.ts';
import { readTraces } from './shopper-traces.ts';

/** Of what is told twice with one key the earliest receipt counts (a wrong clock is clamped to it), then the larger content. */
const SAVE_CART_CHANGE = `
  INSERT INTO shopper_activity AS known (shop_id, key, cart_token, kind, at, value_minor) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (shop_id, key) DO UPDATE SET at = least(known.at, EXCLUDED.at), kind = greatest(known.kind, EXCLUDED.kind),
    value_minor = greatest(known.value_minor, EXCLUDED.value_minor)`;

const BY_CHECKOUT = 'checkout-cart:';
const DROP_CHECKOUT_CART = `
  DELETE FROM shopper_activity WHERE shop_id = $1 AND cart_token = $2 AND starts_with(key, '${BY_CHECKOUT}')`;
const SAVE_CHECKOUT_CART = `
  INSERT INTO shopper_activity (shop_id, key, cart_token, kind, at, value_minor)
  SELECT $1, '${BY_CHECKOUT}' || token, coalesce(cart_token, token), 'cart', started_at, value_minor FROM open_cart checkout
   WHERE shop_id = $1 AND kind = 'checkout' AND token = $2 AND lines <> '[]' AND NOT EXISTS (
     SELECT FROM shopper_activity WHERE shop_id = $1 AND cart_token = coalesce(checkout.cart_token, checkout.token)
        AND starts_with(key, 'cart:'))
  ON CONFLICT (shop_id, key) DO UPDATE SET cart_token = EXCLUDED.cart_token, at = EXCLUDED.at,
    value_minor = EXCLUDED.value_minor`;

/** One that is new has the owner whom `assignCarts` will find, as a rule; a known one is given to another by that alone. */
const SAVE_CHECKOUTS = `
  INSERT INTO shopper_activity AS known (shop_id, key, cart_token, kind, at, shopper_id)
  SELECT $1, key, cart_token, 'checkout', at, owner
    FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[]) AS row (key, cart_token, at, owner)
  ON CONFLICT (shop_id, key) DO UPDATE SET cart_token = EXCLUDED.cart_token, at = EXCLUDED.at
   WHERE (known.cart_token, known.at) IS DISTINCT FROM (EXCLUDED.cart_token, EXCLUDED.at)`;

/** A cart's owner is its own customer, else who has its newest checkout. The owners, and those it belonged to before. */
const ASSIGN = `
  WITH owned AS MATERIALIZED (
    SELECT cart_token, coalesce(
        (SELECT customer_id FROM open_cart WHERE shop_id = $1 AND kind = 'cart' AND token = asked.cart_token),
        (SELECT customer_id FROM open_cart WHERE shop_id = $1 AND kind = 'checkout' AND customer_id IS NOT NULL
            AND (token = asked.cart_token OR open_cart.cart_token = asked.cart_token)
          ORDER BY updated_at DESC, token LIMIT 1)) AS customer_id
      FROM unnest($2::text[]) AS asked (cart_token)
  ), stray AS (
    SELECT key, shopper_id, owned.customer_id FROM owned
      JOIN shopper_activity deed ON deed.shop_id = $1 AND deed.cart_token = owned.cart_token
     WHERE shopper_id IS DISTINCT FROM owned.customer_id
  ), moved AS (
    UPDATE shopper_activity SET shopper_id = stray.customer_id FROM stray
     WHERE shopper_activity.shop_id = $1 AND shopper_activity.key = stray.key
  )
  SELECT customer_id FROM owned WHERE customer_id IS NOT NULL
  UNION SELECT shopper_id FROM stray WHERE shopper_id IS NOT NULL`;

/** What shoppers of one shop did, on a transaction's connection. */
export function createActivityStore(client: pg.ClientBase, shopId: number): ActivityStore {
  const query = <Row extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]) =>
    client.query<Row>({ name, text, values: [shopId, ...values] });
  return {
    async saveCartChange({ cartToken, changedMs, at, isEmpty, valueMinor }) {
      const kind = isEmpty ? 'cart_emptied' : 'cart';
      const row = [`cart:${cartToken}:${changedMs}`, cartToken, kind, toDate(at), valueMinor];
      await query('activity-cart', SAVE_CART_CHANGE, row);
      await query('activity-drop-checkout-cart', DROP_CHECKOUT_CART, [cartToken]);
    },
    async saveCheckoutCart(token) {
      await query('activity-checkout-cart', SAVE_CHECKOUT_CART, [token]);
    },
    async saveCheckouts(checkouts) {
      if (checkouts.length === 0) return;
      await query('activity-checkouts', SAVE_CHECKOUTS, [
        checkouts.map(({ orderId }) => checkoutKey(orderId)),
        checkouts.map(({ cartToken }) => cartToken),
        checkouts.map(({ at }) => toDate(at)),
        checkouts.map(({ owner }) => owner),
      ]);
    },
    async forgetCheckout(orderId) {
      const text = 'DELETE FROM shopper_activity WHERE shop_id = $1 AND key = $2';
      await query('activity-drop', text, [checkoutKey(orderId)]);
    },
    async assignCarts(cartTokens) {
      const { rows } = await query<{ customer_id: CustomerId }>('activity-assign', ASSIGN, [cartTokens]);
      return rows.map(({ customer_id }) => customer_id);
    },
    tracesOf: (ids) => readTraces(client, shopId, ids),
    async rekeyCustomer(from, to) {
      const text = 'UPDATE shopper_activity SET shopper_id = $3 WHERE shop_id = $1 AND shopper_id = $2';
      await query('activity-rekey', text, [from, to]);
      const visitors = 'UPDATE visitor SET shopper_id = $3 WHERE shop_id = $1 AND shopper_id = $2';
      await query('activity-rekey-visitors', visitors, [from, to]);
    },
    async forget(customerId) {
      const text = 'DELETE FROM shopper_activity WHERE shop_id = $1 AND shopper_id = $2';
      await query('activity-forget', text, [customerId]);
      const visitors =
        'UPDATE visitor SET shopper_id = NULL, device_class = NULL WHERE shop_id = $1 AND shopper_id = $2';
      await query('activity-forget-visitors', visitors, [customerId]);
    },
  };
}

/** Of an order's completed checkout; history/write-orders.ts writes the same. */
const checkoutKey = (orderId: string): string => `checkout:${orderId}`;
