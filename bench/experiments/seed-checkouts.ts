import type pg from 'pg';

export const CHECKOUTS = 1_000_000;
const BENCH_SHOP = 'experiments.myshopify.com';

/** $1 is the shop, $2 the instant at which everything ends. Half of the checkouts are customers', six of ten ask what to show. */
const TABLES: readonly (readonly [name: string, sql: string])[] = [
  [
    '10,000 variants',
    `INSERT INTO variant (shop_id, id, product_id, title, price_minor, unit_cost_minor)
     SELECT $1::int, 'gid://shopify/ProductVariant/' || i, 'gid://shopify/Product/' || i, 'Variant', 2000,
            CASE WHEN i % 10 > 0 THEN 900 END
       FROM generate_series(1, 10000) AS i WHERE $2::timestamptz IS NOT NULL`,
  ],
  [
    `${CHECKOUTS} checkouts of the last 30 days`,
    `INSERT INTO checkout (shop_id, token, first_seen_at, source, unit, shopper_id, order_id, completed_at, joined_by)
     SELECT $1::int, token, at, CASE WHEN i % 10 < 6 THEN 'decision' ELSE 'webhook' END, coalesce(customer, token), customer,
            CASE WHEN bought THEN 'gid://shopify/Order/' || i END, CASE WHEN bought THEN at + interval '4 minutes' END,
            CASE WHEN bought THEN 'token' END
       FROM (SELECT i, md5('checkout ' || i) AS token, $2::timestamptz - interval '30 days' * (1 - i / ${CHECKOUTS}.0) AS at,
                    CASE WHEN i % 2 = 0 THEN 'gid://shopify/Customer/' || floor(400000 * power(random(), 1.5))::int END AS customer,
                    random() < 0.5 AS bought
               FROM generate_series(1, ${CHECKOUTS}) AS i) AS made`,
  ],
  [
    'their orders, of two lines each',
    `INSERT INTO orders (shop_id, id, customer_id, checkout_token, processed_at, updated_at, currency, subtotal_minor, total_minor,
                         refunded_minor, lines)
     SELECT $1::int, order_id, shopper_id, token, completed_at, completed_at, 'GBP', 2 * each, 2 * each,
            CASE WHEN random() < 0.08 THEN each ELSE 0 END,
            jsonb_build_array(
              jsonb_build_object('id', token || 'a', 'variantId', 'gid://shopify/ProductVariant/' || (1 + floor(10000 * random())::int),
                                 'quantity', 1, 'currentQuantity', 1, 'unitPriceMinor', each),
              jsonb_build_object('id', token || 'b', 'variantId', 'gid://shopify/ProductVariant/' || (1 + floor(10000 * random())::int),
                                 'quantity', 1, 'currentQuantity', 1, 'unitPriceMinor', each))
       FROM (SELECT *, floor(1000 + 4000 * random() * random())::int AS each FROM checkout
              WHERE shop_id = $1 AND order_id IS NOT NULL) AS bought WHERE $2::timestamptz IS NOT NULL`,
  ],
  [
    '400000 orders of the year before',
    `INSERT INTO orders (shop_id, id, customer_id, processed_at, updated_at, currency, subtotal_minor, total_minor, lines)
     SELECT $1::int, 'gid://shopify/Order/earlier-' || i, 'gid://shopify/Customer/' || floor(400000 * power(random(), 1.5))::int,
            at, at, 'GBP', 4000, 4000, '[]'
       FROM (SELECT i, $2::timestamptz - interval '30 days' - random() * interval '330 days' AS at
               FROM generate_series(1, 400000) AS i) AS made`,
  ],
  [
    'decisions of the checkouts that asked',
    `INSERT INTO decision (id, shop_id, shopper_id, checkout_token, decided_at, channel, placements, items, refusals, basis,
                           duration_micros)
     SELECT gen_random_uuid(), $1::int, shopper_id, token, first_seen_at, 'checkout', '[]', '[]', '[]',
            jsonb_build_object('unit', unit), 500
       FROM checkout WHERE shop_id = $1 AND source = 'decision' AND $2::timestamptz IS NOT NULL`,
  ],
  [
    'what was seen and accepted of them',
    `INSERT INTO item_event (shop_id, decision_id, item_key, kind, at)
     SELECT $1::int, id, 'campaign:1', kind, decided_at
       FROM decision CROSS JOIN unnest(ARRAY['exposure', 'acceptance']) AS kind
      WHERE shop_id = $1 AND $2::timestamptz IS NOT NULL AND (kind = 'exposure' OR random() < 0.1)`,
  ],
];

/** Fills the tables and gives the shop's id. */
export async function seedCheckouts(pool: pg.Pool, now: Date, say: (line: string) => void): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO shop (domain, name, currency, timezone, installed_at, settings)
     VALUES ($1, 'Shop', 'GBP', 'UTC', $2::timestamptz - interval '60 days', '{"holdout": 0.05}') RETURNING id`,
    [BENCH_SHOP, now],
  );
  const id = rows[0]?.id ?? 0;
  await pool.query('SELECT setseed(0.4)');
  for (const [name, sql] of TABLES) {
    say(`fills in ${name}`);
    await pool.query(sql, [id, now]);
  }
  await pool.query('VACUUM ANALYZE');
  return id;
}
