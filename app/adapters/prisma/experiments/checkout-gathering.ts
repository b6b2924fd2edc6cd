/** What makes `checkout` complete. Parameters: $1 the shop, $2 since when. Each may run again at any time. */

/** The first decision says the unit, also where the webhook was there before it. */
const FROM_DECISIONS = `
  INSERT INTO checkout AS known (shop_id, token, first_seen_at, source, unit, shopper_id)
  SELECT DISTINCT ON (checkout_token) shop_id, checkout_token, decided_at, 'decision',
         coalesce(basis ->> 'unit', shopper_id, checkout_token), shopper_id
    FROM decision
   WHERE shop_id = $1 AND decided_at >= $2 AND channel = 'checkout' AND checkout_token IS NOT NULL
   ORDER BY checkout_token, decided_at, id
  ON CONFLICT (shop_id, token) DO UPDATE SET source = 'decision', unit = EXCLUDED.unit,
    shopper_id = coalesce(EXCLUDED.shopper_id, known.shopper_id),
    first_seen_at = least(known.first_seen_at, EXCLUDED.first_seen_at)
    WHERE known.source = 'webhook'`;

/** Without a decision nobody was told who asks, so it is the customer that the webhook names. Rows that an order alone made are none. */
const FROM_WEBHOOKS = `
  INSERT INTO checkout AS known (shop_id, token, first_seen_at, source, unit, shopper_id)
  SELECT shop_id, token, started_at, 'webhook', coalesce(customer_id, token), customer_id
    FROM open_cart
   WHERE shop_id = $1 AND kind = 'checkout' AND started_at >= $2 AND updated_at > to_timestamp(0)
  ON CONFLICT (shop_id, token) DO UPDATE SET shopper_id = coalesce(known.shopper_id, EXCLUDED.shopper_id),
    first_seen_at = least(known.first_seen_at, EXCLUDED.first_seen_at)
    WHERE known.first_seen_at > EXCLUDED.first_seen_at OR known.shopper_id IS NULL AND EXCLUDED.shopper_id IS NOT NULL`;

/** Orders that came out of a checkout and have none yet. */
const UNJOINED = `
  orders.shop_id = $1 AND orders.processed_at >= $2 AND NOT orders.test
  AND orders.source_name IS DISTINCT FROM 'shopify_draft_order'
  AND NOT EXISTS (SELECT FROM checkout joined WHERE joined.shop_id = $1 AND joined.order_id = orders.id)`;

/** Of several orders for a checkout the first counts, and of several checkouts for an order the newest. */
const join = (way: string, pairs: string): string => `
  WITH pairs AS (${pairs}), one_checkout AS (
    SELECT DISTINCT ON (order_id) * FROM pairs ORDER BY order_id, first_seen_at DESC, token
  ), one_order AS (
    SELECT DISTINCT ON (token) * FROM one_checkout ORDER BY token, processed_at, order_id
  )
  UPDATE checkout SET order_id = one_order.order_id, completed_at = one_order.processed_at, joined_by = '${way}'
    FROM one_order WHERE checkout.shop_id = $1 AND checkout.token = one_order.token AND checkout.order_id IS NULL`;

const PAIR = 'orders.id AS order_id, orders.processed_at, checkout.token, checkout.first_seen_at';

const BY_TOKEN = `
  SELECT ${PAIR} FROM orders JOIN checkout ON checkout.shop_id = $1 AND checkout.token = orders.checkout_token
   WHERE ${UNJOINED} AND checkout.order_id IS NULL`;

/** An accepted offer's line names its decision: "<decision>/<item>". Buyers can write attributes, so only a decision of this shop counts. */
const BY_ATTRIBUTE = `
  SELECT ${PAIR}
    FROM orders
    CROSS JOIN LATERAL jsonb_array_elements(orders.lines) AS line
    CROSS JOIN LATERAL substring(line -> 'attributes' ->> '_attune' FROM '(?i)^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=/)') AS named
    JOIN decision ON decision.shop_id = $1 AND decision.id = named::uuid
    JOIN checkout ON checkout.shop_id = $1 AND checkout.token = decision.checkout_token
   WHERE ${UNJOINED} AND checkout.order_id IS NULL AND line -> 'attributes' ? '_attune'`;

/** Only orders of the online shop: a till's or a subscription's has no checkout of its own. */
const BY_CUSTOMER = `
  SELECT ${PAIR}
    FROM orders JOIN checkout ON checkout.shop_id = $1 AND checkout.shopper_id = orders.customer_id
     AND checkout.first_seen_at BETWEEN orders.processed_at - interval '24 hours' AND orders.processed_at
   WHERE ${UNJOINED} AND checkout.order_id IS NULL AND coalesce(orders.source_name, 'web') = 'web'`;

/** First. */
export const TAKE_IN: readonly string[] = [FROM_DECISIONS, FROM_WEBHOOKS];

/** Then, in this order. */
export const JOIN_ORDERS: readonly string[] = [
  join('token', BY_TOKEN),
  join('attribute', BY_ATTRIBUTE),
  join('customer', BY_CUSTOMER),
];
