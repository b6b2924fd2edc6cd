/**
 * Where the data of a person lies, each query by what names the person there (person-keys.ts), so that no table is read again for each
 * row of another. A test searches every text and JSON column of every table afterwards, so a table forgotten here shows.
 */

/** Makes every parameter known to the server, whichever of them a query uses. */
const PARAMETERS = `parameters AS (
  SELECT $1::int AS of_shop, $2::text AS of_domain, $3::text[] AS ids, $4::text[] AS patterns, $5::text[] AS order_ids,
    $6::text[] AS order_tokens, $7::text[] AS cart_tokens, $8::text[] AS visitors, $9::uuid[] AS decisions, $10::text[] AS profile_keys
)`;

const OF_PERSON = 'shop_id = p.of_shop AND shopper_id = ANY(p.ids)';
const OF_CUSTOMER = 'shop_id = p.of_shop AND customer_id = ANY(p.ids)';
const ORDERS = `shop_id = p.of_shop AND (customer_id = ANY(p.ids) OR id = ANY(p.order_ids))`;
const OF_ORDERS = 'shop_id = p.of_shop AND order_id = ANY(p.order_ids)';
const DECISIONS = 'shop_id = p.of_shop AND id = ANY(p.decisions)';
const OF_DECISIONS = 'shop_id = p.of_shop AND decision_id = ANY(p.decisions)';
const CARTS = 'shop_id = p.of_shop AND (customer_id = ANY(p.ids) OR token = ANY(p.cart_tokens))';
/** Profiles, and payloads of customers, that decisions read: the person's own, those of their browsers, and whatever a decision of theirs read as a guest. */
const PROFILE_PARTS = `shop_id = p.of_shop AND (shopper_id = ANY(p.ids)
  OR shopper_id = ANY(SELECT 'visitor:' || visitor FROM unnest(p.visitors) visitor) OR key = ANY(p.profile_keys))`;
const OWN_PAYLOADS = 'shop_id = p.of_shop AND owner_id = ANY(p.ids)';
const OF_VISITOR = 'shop_id = p.of_shop AND visitor_id = ANY(p.visitors)';
const ABANDONED = 'shop_id = p.of_shop AND (customer_id = ANY(p.ids) OR cart_token = ANY(p.cart_tokens))';
const ACTIVITY = `shop_id = p.of_shop AND (shopper_id = ANY(p.ids) OR cart_token = ANY(p.cart_tokens) OR visitor_id = ANY(p.visitors)
  OR key = ANY(SELECT 'checkout:' || order_id FROM unnest(p.order_ids) order_id))`;
const CHECKOUTS = `shop_id = p.of_shop AND (shopper_id = ANY(p.ids) OR unit = ANY(p.ids)
  OR token = ANY(p.order_tokens) OR token = ANY(p.cart_tokens) OR order_id = ANY(p.order_ids))`;
const DELIVERIES = `shop = p.of_domain AND (body ~* ANY(p.patterns)
  OR (starts_with(topic, 'pixel/') AND EXISTS (SELECT FROM unnest(p.visitors) visitor WHERE position(visitor IN body) > 0))
  OR (topic ~ '^(carts|checkouts)/'
      AND EXISTS (SELECT FROM unnest(p.cart_tokens || p.order_tokens) token WHERE position('"' || token || '"' IN body) > 0)))`;

/** Sorted, so that the same rows always make the same export. */
const rowsOf = (table: string, condition: string): string =>
  `WITH ${PARAMETERS} SELECT to_jsonb(found) AS row
     FROM (SELECT t.* FROM ${table} t, parameters p WHERE ${condition}) found ORDER BY row`;

/** What a data request exports, by table. */
export const SUBJECT_ROWS: Readonly<Record<string, string>> = {
  profile: rowsOf('profile', OF_PERSON),
  saved_detail: rowsOf('saved_detail', OF_PERSON),
  orders: rowsOf('orders', ORDERS),
  refund: rowsOf('refund', OF_ORDERS),
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
  decision: rowsOf('decision', DECISIONS),
  decision_record: rowsOf('decision_record', OF_DECISIONS),
  decision_part: rowsOf('decision_part', PROFILE_PARTS),
  local_payload_text: rowsOf('local_payload_text', OWN_PAYLOADS),
  item_event: rowsOf('item_event', OF_DECISIONS),
  campaign_preview: rowsOf('campaign_preview', OF_PERSON),
  checkout: rowsOf('checkout', CHECKOUTS),
  conversion: rowsOf('conversion', OF_ORDERS),
  inbox_delivery: rowsOf('inbox_delivery', DELIVERIES),
};

/** What an erasure does, by table. */
export const CUSTOMER_REDACTION: readonly { readonly table: string; readonly text: string }[] = [
  { table: 'item_event', text: deleteFrom('item_event', OF_DECISIONS) },
  { table: 'decision_part', text: deleteFrom('decision_part', PROFILE_PARTS) },
  { table: 'local_payload_text', text: deleteFrom('local_payload_text', OWN_PAYLOADS) },
  { table: 'decision_record', text: deleteFrom('decision_record', OF_DECISIONS) },
  {
    table: 'decision',
    text: `WITH ${PARAMETERS} UPDATE decision SET shopper_id = NULL, checkout_token = NULL, items = '[]', refusals = '[]',
             basis = basis - 'segmentIds' - 'profileUpdatedAt' - 'unit' || '{"erased": true}'
             FROM parameters p WHERE ${DECISIONS}`,
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
             SELECT shop_id, unnest(segment_ids), now(), false, 'redact' FROM profile, parameters p WHERE ${OF_PERSON}
              ORDER BY shopper_id`,
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
             FROM parameters p WHERE ${ORDERS}`,
  },
  {
    // The rows stay, so that an event that comes again is still known; what they told is gone.
    table: 'inbox_delivery',
    text: `WITH ${PARAMETERS} UPDATE inbox_delivery SET body = '', reason = NULL, status = 'folded', folded_at = coalesce(folded_at, now())
             FROM parameters p WHERE ${DELIVERIES}`,
  },
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
