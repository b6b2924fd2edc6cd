/**
 * Where the data of a person lies. Parameters everywhere: $1 shop id, $2 shop domain, $3 ids of the customer, $4 regular
 * expressions of texts that name the person, $5 ids of orders named in the request. A test searches every text and JSON
 * column of every table afterwards, so a table forgotten here shows.
 */

/** Makes every parameter known to the server, whichever of them a query uses. */
const PARAMETERS = `parameters AS (
  SELECT $1::int AS of_shop, $2::text AS of_domain, $3::text[] AS ids, $4::text[] AS patterns, $5::text[] AS order_ids
)`;

const OF_PERSON = 'shop_id = p.of_shop AND shopper_id = ANY(p.ids)';
const OF_CUSTOMER = 'shop_id = p.of_shop AND customer_id = ANY(p.ids)';
const ORDERS_OF_PERSON = `shop_id = p.of_shop AND (customer_id = ANY(p.ids) OR id = ANY(p.order_ids))`;
const DECISIONS = `SELECT id FROM decision, parameters p WHERE ${OF_PERSON}
  UNION SELECT decision.id FROM decision, parameters p, orders
    WHERE decision.shop_id = p.of_shop AND orders.shop_id = p.of_shop AND decision.checkout_token IN (orders.checkout_token, orders.cart_token)
      AND (orders.customer_id = ANY(p.ids) OR orders.id = ANY(p.order_ids))`;
const CARTS = `shop_id = p.of_shop AND (customer_id = ANY(p.ids)
  OR token IN (SELECT checkout_token FROM orders WHERE ${ORDERS_OF_PERSON} UNION SELECT cart_token FROM orders WHERE ${ORDERS_OF_PERSON})
  OR token IN (SELECT cart_token FROM open_cart WHERE ${OF_CUSTOMER}))`;
const VISITORS = 'SELECT id FROM visitor, parameters p WHERE shop_id = p.of_shop AND shopper_id = ANY(p.ids)';
/** Profiles, and payloads of customers, that decisions read: the person's own, those of their browsers, and whatever a decision of theirs read as a guest. */
const PROFILE_PARTS = `shop_id = p.of_shop AND (shopper_id = ANY(p.ids) OR shopper_id IN (SELECT 'visitor:' || id FROM (${VISITORS}) AS browser)
  OR key IN (SELECT profile_key FROM decision_record WHERE shop_id = p.of_shop AND decision_id IN (${DECISIONS})))`;
const OWN_PAYLOADS = 'shop_id = p.of_shop AND owner_id = ANY(p.ids)';
const OF_VISITOR = `shop_id = p.of_shop AND visitor_id IN (${VISITORS})`;
const ABANDONED = `shop_id = p.of_shop AND (customer_id = ANY(p.ids)
  OR cart_token IN (SELECT token FROM open_cart WHERE ${CARTS} UNION SELECT cart_token FROM open_cart WHERE ${CARTS}))`;
const ACTIVITY = `shop_id = p.of_shop AND (shopper_id = ANY(p.ids)
  OR cart_token IN (SELECT token FROM open_cart WHERE ${CARTS} UNION SELECT cart_token FROM open_cart WHERE ${CARTS})
  OR visitor_id IN (${VISITORS})
  OR key IN (SELECT 'checkout:' || id FROM orders WHERE ${ORDERS_OF_PERSON}))`;
const CHECKOUTS = `shop_id = p.of_shop AND (shopper_id = ANY(p.ids) OR unit = ANY(p.ids)
  OR token IN (SELECT checkout_token FROM orders WHERE ${ORDERS_OF_PERSON} UNION SELECT cart_token FROM orders WHERE ${ORDERS_OF_PERSON})
  OR order_id IN (SELECT id FROM orders WHERE ${ORDERS_OF_PERSON}))`;
const DELIVERIES = `shop = p.of_domain AND (body ~* ANY(p.patterns)
  OR (starts_with(topic, 'pixel/') AND EXISTS (SELECT FROM (${VISITORS}) visitor WHERE position(visitor.id IN body) > 0)))`;

/** Sorted, so that the same rows always make the same export. */
const rowsOf = (table: string, condition: string): string =>
  `WITH ${PARAMETERS} SELECT to_jsonb(found) AS row
     FROM (SELECT t.* FROM ${table} t, parameters p WHERE ${condition}) found ORDER BY row`;

/** What a data request exports, by table. */
export const SUBJECT_ROWS: Readonly<Record<string, string>> = {
  profile: rowsOf('profile', OF_PERSON),
  saved_detail: rowsOf('saved_detail', OF_PERSON),
  orders: rowsOf('orders', ORDERS_OF_PERSON),
  refund: rowsOf(
    'refund',
    `shop_id = p.of_shop AND order_id IN (SELECT id FROM orders WHERE ${ORDERS_OF_PERSON})`,
  ),
  open_cart: rowsOf('open_cart', CARTS),
  abandoned_cart: rowsOf('abandoned_cart', ABANDONED),
  email_opt_out: rowsOf('email_opt_out', OF_CUSTOMER),
  shopper_activity: rowsOf('shopper_activity', ACTIVITY),
  visitor: rowsOf('visitor', OF_PERSON),
  visitor_token: rowsOf('visitor_token', OF_VISITOR),
  connection_pull: rowsOf('connection_pull', OF_PERSON),
  shopify_segment_member: rowsOf('shopify_segment_member', OF_CUSTOMER),
  membership_event: rowsOf('membership_event', OF_PERSON),
  segment_recount: `WITH ${PARAMETERS} SELECT to_jsonb(t) - 'sample' AS row FROM segment_recount t, parameters p
    WHERE shop_id = p.of_shop AND sample && p.ids`,
  decision: rowsOf('decision', `shop_id = p.of_shop AND t.id IN (${DECISIONS})`),
  decision_record: rowsOf('decision_record', `shop_id = p.of_shop AND decision_id IN (${DECISIONS})`),
  decision_part: rowsOf('decision_part', PROFILE_PARTS),
  local_payload_text: rowsOf('local_payload_text', OWN_PAYLOADS),
  item_event: rowsOf('item_event', `shop_id = p.of_shop AND decision_id IN (${DECISIONS})`),
  campaign_preview: rowsOf('campaign_preview', OF_PERSON),
  checkout: rowsOf('checkout', CHECKOUTS),
  conversion: rowsOf(
    'conversion',
    `shop_id = p.of_shop AND order_id IN (SELECT id FROM orders WHERE ${ORDERS_OF_PERSON})`,
  ),
  inbox_delivery: rowsOf('inbox_delivery', DELIVERIES),
};

/** In this order: what is found through orders comes before the orders are unlinked. */
export const CUSTOMER_REDACTION: readonly { readonly table: string; readonly text: string }[] = [
  {
    table: 'item_event',
    text: `WITH ${PARAMETERS} DELETE FROM item_event USING parameters p
            WHERE item_event.shop_id = p.of_shop AND decision_id IN (${DECISIONS})`,
  },
  { table: 'decision_part', text: deleteFrom('decision_part', PROFILE_PARTS) },
  { table: 'local_payload_text', text: deleteFrom('local_payload_text', OWN_PAYLOADS) },
  {
    table: 'decision_record',
    text: deleteFrom('decision_record', `shop_id = p.of_shop AND decision_id IN (${DECISIONS})`),
  },
  {
    table: 'decision',
    text: `WITH ${PARAMETERS} UPDATE decision SET shopper_id = NULL, checkout_token = NULL, items = '[]', refusals = '[]',
             basis = basis - 'segmentIds' - 'profileUpdatedAt' - 'unit' || '{"erased": true}'
             FROM parameters p WHERE decision.shop_id = p.of_shop AND decision.id IN (${DECISIONS})`,
  },
  { table: 'shopper_activity', text: deleteFrom('shopper_activity', ACTIVITY) },
  { table: 'abandoned_cart', text: deleteFrom('abandoned_cart', ABANDONED) },
  { table: 'email_opt_out', text: deleteFrom('email_opt_out', OF_CUSTOMER) },
  // Whom they belong to cannot be taken out of them: the unit is what they count for.
  { table: 'checkout', text: deleteFrom('checkout', CHECKOUTS) },
  { table: 'open_cart', text: deleteFrom('open_cart', CARTS) },
  { table: 'saved_detail', text: deleteFrom('saved_detail', OF_PERSON) },
  { table: 'campaign_preview', text: deleteFrom('campaign_preview', OF_PERSON) },
  { table: 'connection_pull', text: deleteFrom('connection_pull', OF_PERSON) },
  { table: 'shopify_segment_member', text: deleteFrom('shopify_segment_member', OF_CUSTOMER) },
  {
    // The counts of segments stay right: whoever is erased leaves, and nobody says who it was.
    table: 'membership_event',
    text: `WITH ${PARAMETERS}, gone AS (
             UPDATE membership_event SET shopper_id = NULL FROM parameters p WHERE ${OF_PERSON}
           ) INSERT INTO membership_event (shop_id, segment_id, at, entered, cause)
             SELECT shop_id, unnest(segment_ids), now(), false, 'redact' FROM profile, parameters p WHERE ${OF_PERSON}`,
  },
  {
    table: 'segment_recount',
    text: `WITH ${PARAMETERS} UPDATE segment_recount SET sample = ARRAY(SELECT id FROM unnest(sample) AS id WHERE id <> ALL(p.ids))
             FROM parameters p WHERE shop_id = p.of_shop AND sample && p.ids`,
  },
  { table: 'profile', text: deleteFrom('profile', OF_PERSON) },
  {
    table: 'orders',
    text: `WITH ${PARAMETERS} UPDATE orders SET customer_id = NULL, country = NULL, checkout_token = NULL, cart_token = NULL
             FROM parameters p WHERE orders.shop_id = p.of_shop
              AND (customer_id = ANY(p.ids) OR orders.id = ANY(p.order_ids))`,
  },
  {
    // The rows stay, so that an event that comes again is still known; what they told is gone.
    table: 'inbox_delivery',
    text: `WITH ${PARAMETERS} UPDATE inbox_delivery SET body = '', reason = NULL, status = 'folded', folded_at = coalesce(folded_at, now())
             FROM parameters p WHERE ${DELIVERIES}`,
  },
  // Last: deliveries of the web pixel are found through them.
  { table: 'visitor_token', text: deleteFrom('visitor_token', OF_VISITOR) },
  { table: 'visitor', text: deleteFrom('visitor', OF_PERSON) },
];

function deleteFrom(table: string, condition: string): string {
  return `WITH ${PARAMETERS} DELETE FROM ${table} t USING parameters p WHERE ${condition}`;
}

/** Tables of a shop with the column that names it; dependent rows first. Receipts stay: they are the proof. */
export const SHOP_TABLES: readonly { readonly table: string; readonly key: 'shop_id' | 'shop' | 'domain' }[] =
  [
    ...[
      'conversion',
      'checkout',
      'checkout_failure',
      'holdout_change',
      'measurement',
      'item_event',
      'decision_record',
      'decision_part',
      'local_payload_text',
      'decision',
      'refund',
      'orders',
      'shopper_activity',
      'visitor_token',
      'visitor',
      'open_cart',
      'abandoned_cart',
      'email_opt_out',
      'mail_account',
      'connection_pull',
      'connection',
      'retention_run',
      'saved_detail',
      'shopify_segment_member',
      'followed_segment',
      'profile',
      'membership_event',
      'segment_recount',
      'recommendation_model',
      'estimate_fit',
      'campaign_preview',
      'experiment',
      'campaign',
      'segment',
      'variant',
      'product',
      'market',
      'backfill',
      'reconciliation',
      'data_census',
      'api_key',
    ].map((table) => ({ table, key: 'shop_id' as const })),
    { table: 'intake_hour', key: 'shop' },
    { table: 'session', key: 'shop' },
    { table: 'shop', key: 'domain' },
  ];
