/**
 * What makes `checkout` complete. Parameters: $1 the shop, $2 since when. Each may run again at any time. Rows of which nothing new is told are left
 * out beforehand: a conflict would lock each of them, and so write it, every hour.
 */

/** A decision that fell back looked at no segment. */
const SEGMENTS = `CASE WHEN failure IS NULL THEN basis -> 'segmentIds' END`;

/** The first decision says the unit and its segments, also where the webhook was there before it. */
const FROM_DECISIONS = `
  INSERT INTO checkout AS known (shop_id, token, first_seen_at, source, unit, shopper_id, segment_ids)
  SELECT DISTINCT ON (checkout_token) shop_id, checkout_token, decided_at, 'decision',
         coalesce(basis ->> 'unit', shopper_id, checkout_token), shopper_id, ${SEGMENTS}
    FROM decision
   WHERE shop_id = $1 AND decided_at >= $2 AND channel = 'checkout' AND checkout_token IS NOT NULL
     AND NOT EXISTS (SELECT FROM checkout asked
                      WHERE asked.shop_id = $1 AND asked.token = decision.checkout_token AND asked.source = 'decision')
   ORDER BY checkout_token, decided_at, id
  ON CONFLICT (shop_id, token) DO UPDATE SET source = 'decision', unit = EXCLUDED.unit, segment_ids = EXCLUDED.segment_ids,
    shopper_id = coalesce(EXCLUDED.shopper_id, known.shopper_id),
    first_seen_at = least(known.first_seen_at, EXCLUDED.first_seen_at)
    WHERE known.source <> 'decision'`;

/**
 * A cart whose page asked is a row of its own until a checkout of it is known. One that became a checkout is in that checkout's row
 * and does not come again.
 */
const FROM_CARTS = `
  INSERT INTO checkout (shop_id, token, cart_token, first_seen_at, source, unit, shopper_id, segment_ids)
  SELECT DISTINCT ON (checkout_token) shop_id, checkout_token, checkout_token, decided_at, 'decision',
         coalesce(basis ->> 'unit', shopper_id, checkout_token), shopper_id, ${SEGMENTS}
    FROM decision asked
   WHERE shop_id = $1 AND decided_at >= $2 AND channel = 'cart' AND checkout_token IS NOT NULL
     AND NOT EXISTS (SELECT FROM checkout known WHERE known.shop_id = $1 AND known.cart_token = asked.checkout_token)
   ORDER BY checkout_token, decided_at, id
  ON CONFLICT (shop_id, token) DO NOTHING`;

/** Without a decision nobody was told who asks, so it is the customer that the webhook names. Rows that an order alone made are none. */
const FROM_WEBHOOKS = `
  INSERT INTO checkout AS known (shop_id, token, first_seen_at, source, unit, shopper_id)
  SELECT shop_id, token, started_at, 'webhook', coalesce(customer_id, token), customer_id
    FROM open_cart
   WHERE shop_id = $1 AND kind = 'checkout' AND started_at >= $2 AND updated_at > to_timestamp(0)
     AND NOT EXISTS (SELECT FROM checkout told
                      WHERE told.shop_id = $1 AND told.token = open_cart.token AND told.source <> 'pixel'
                        AND told.first_seen_at <= started_at AND (told.shopper_id IS NOT NULL OR customer_id IS NULL))
  ON CONFLICT (shop_id, token) DO UPDATE SET shopper_id = coalesce(known.shopper_id, EXCLUDED.shopper_id),
    unit = CASE known.source WHEN 'pixel' THEN EXCLUDED.unit ELSE known.unit END,
    source = CASE known.source WHEN 'pixel' THEN 'webhook' ELSE known.source END,
    first_seen_at = least(known.first_seen_at, EXCLUDED.first_seen_at)
    WHERE known.source = 'pixel' OR known.first_seen_at > EXCLUDED.first_seen_at
       OR known.shopper_id IS NULL AND EXCLUDED.shopper_id IS NOT NULL`;

/**
 * What the web pixel saw begin, where visitors allow it: it finds checkouts that no webhook tells of, or whose webhook was lost. It names no
 * customer, so the checkout itself is the unit until a webhook or a decision says more.
 */
const FROM_PIXEL = `
  INSERT INTO checkout AS known (shop_id, token, first_seen_at, source, unit)
  SELECT shop_id, token, min(checkout_started_at), 'pixel', token FROM visitor_token
   WHERE shop_id = $1 AND checkout_started_at >= $2
     AND NOT EXISTS (SELECT FROM checkout told
                      WHERE told.shop_id = $1 AND told.token = visitor_token.token AND told.first_seen_at <= checkout_started_at)
   GROUP BY shop_id, token
  ON CONFLICT (shop_id, token) DO UPDATE SET first_seen_at = EXCLUDED.first_seen_at
    WHERE known.first_seen_at > EXCLUDED.first_seen_at`;

/**
 * A checkout and the cart it came of are one, under the key that was first. The checkout's webhook names the cart, and so does its
 * order. Of several checkouts of a cart the first is taken; the others stay by themselves.
 */
const CARTS_BECOME_CHECKOUTS = `
  WITH named AS (
    SELECT token, cart_token FROM open_cart
     WHERE shop_id = $1 AND kind = 'checkout' AND started_at >= $2 AND cart_token IS NOT NULL
    UNION
    SELECT checkout_token, cart_token FROM orders
     WHERE shop_id = $1 AND processed_at >= $2 AND checkout_token IS NOT NULL AND cart_token IS NOT NULL
  ), pairs AS (
    SELECT DISTINCT ON (cart.token) cart.token AS cart_token, checkout.token, cart.first_seen_at, cart.unit, cart.shopper_id,
           cart.segment_ids, cart.has_seen, cart.has_accepted
      FROM named JOIN checkout cart ON cart.shop_id = $1 AND cart.token = named.cart_token AND cart.cart_token = cart.token
                 JOIN checkout ON checkout.shop_id = $1 AND checkout.token = named.token AND checkout.cart_token IS NULL
     ORDER BY cart.token, checkout.first_seen_at, checkout.token
  ), gone AS (
    DELETE FROM checkout USING pairs WHERE checkout.shop_id = $1 AND checkout.token = pairs.cart_token RETURNING pairs.*
  )
  UPDATE checkout SET cart_token = gone.cart_token,
         unit = CASE WHEN checkout.source <> 'decision' OR gone.first_seen_at <= checkout.first_seen_at
                     THEN gone.unit ELSE checkout.unit END,
         segment_ids = CASE WHEN checkout.source <> 'decision' OR gone.first_seen_at <= checkout.first_seen_at
                            THEN gone.segment_ids ELSE checkout.segment_ids END,
         source = 'decision', shopper_id = coalesce(checkout.shopper_id, gone.shopper_id),
         first_seen_at = least(checkout.first_seen_at, gone.first_seen_at),
         has_seen = checkout.has_seen OR gone.has_seen, has_accepted = checkout.has_accepted OR gone.has_accepted
    FROM gone WHERE checkout.shop_id = $1 AND checkout.token = gone.token`;

/**
 * A customer whose checkout never asked was in what they stood in before its second: what their checkout or their order changed comes later.
 * Whose memberships have no past then is not known.
 */
const SEGMENTS_OF_CUSTOMERS = `
  UPDATE checkout SET segment_ids = then_in.segment_ids
    FROM (SELECT token, coalesce(jsonb_agg(segment_id ORDER BY segment_id) FILTER (WHERE entered), '[]') AS segment_ids
            FROM (SELECT DISTINCT ON (token, segment_id) token, segment_id, entered
                    FROM checkout asked JOIN membership_event event ON event.shop_id = $1 AND event.shopper_id = asked.unit
                     AND event.at < date_trunc('second', asked.first_seen_at)
                   WHERE asked.shop_id = $1 AND asked.first_seen_at >= $2 AND asked.source = 'webhook' AND asked.segment_ids IS NULL
                   ORDER BY token, segment_id, event.at DESC, event.id DESC) AS newest
           GROUP BY token) AS then_in
   WHERE checkout.shop_id = $1 AND checkout.token = then_in.token`;

const IS_NEWS = '(seen AND NOT has_seen OR accepted AND NOT has_accepted)';

/** Item events name a decision, and that its checkout, or the cart it came of. Most of them were told the last time. */
const FROM_EVENTS = `
  WITH happened AS (
    SELECT decision.checkout_token AS token, bool_or(event.kind = 'exposure') AS seen,
           bool_or(event.kind = 'acceptance') AS accepted
      FROM item_event event JOIN decision ON decision.id = event.decision_id AND decision.shop_id = $1
     WHERE event.shop_id = $1 AND event.at >= $2 AND event.kind IN ('exposure', 'acceptance')
     GROUP BY 1
  ), pairs AS (
    SELECT checkout.token, seen, accepted
      FROM happened JOIN checkout ON checkout.shop_id = $1 AND checkout.token = happened.token AND ${IS_NEWS}
    UNION ALL
    SELECT checkout.token, seen, accepted
      FROM happened JOIN checkout ON checkout.shop_id = $1 AND checkout.cart_token = happened.token AND ${IS_NEWS}
  ), told AS (
    SELECT token, bool_or(seen) AS seen, bool_or(accepted) AS accepted FROM pairs GROUP BY token
  )
  UPDATE checkout SET has_seen = has_seen OR seen, has_accepted = has_accepted OR accepted
    FROM told WHERE checkout.shop_id = $1 AND checkout.token = told.token`;

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

/** A wallet's button on the cart page leads past every checkout that could be known: its order names the cart alone. */
const BY_TOKEN = `
  SELECT ${PAIR} FROM orders JOIN checkout ON checkout.shop_id = $1 AND checkout.token IN (orders.checkout_token, orders.cart_token)
   WHERE ${UNJOINED} AND checkout.order_id IS NULL`;

/** An accepted offer's line names its decision: "<decision>/<item>". Buyers can write attributes, so only a decision of this shop counts. */
const BY_ATTRIBUTE = `
  SELECT ${PAIR}
    FROM orders
    CROSS JOIN LATERAL jsonb_array_elements(orders.lines) AS line
    CROSS JOIN LATERAL substring(line -> 'attributes' ->> '_attune' FROM '(?i)^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=/)') AS named
    JOIN decision ON decision.shop_id = $1 AND decision.id = named::uuid
    JOIN checkout ON checkout.shop_id = $1 AND decision.checkout_token IN (checkout.token, checkout.cart_token)
   WHERE ${UNJOINED} AND checkout.order_id IS NULL AND line -> 'attributes' ? '_attune'`;

/** Only orders of the online shop: a till's or a subscription's has no checkout of its own. */
const BY_CUSTOMER = `
  SELECT ${PAIR}
    FROM orders JOIN checkout ON checkout.shop_id = $1 AND checkout.shopper_id = orders.customer_id
     AND checkout.first_seen_at BETWEEN orders.processed_at - interval '24 hours' AND orders.processed_at
   WHERE ${UNJOINED} AND checkout.order_id IS NULL AND coalesce(orders.source_name, 'web') = 'web'`;

/** First. */
export const TAKE_IN: readonly string[] = [
  FROM_CARTS,
  FROM_DECISIONS,
  FROM_WEBHOOKS,
  FROM_PIXEL,
  CARTS_BECOME_CHECKOUTS,
];

/** Then, in this order. */
export const JOIN_NEWS: readonly string[] = [
  SEGMENTS_OF_CUSTOMERS,
  FROM_EVENTS,
  join('token', BY_TOKEN),
  join('attribute', BY_ATTRIBUTE),
  join('customer', BY_CUSTOMER),
];
