import type pg from 'pg';

export const CUSTOMERS = 300_000;
export const ORDERS = 757_000;
export const VIEWS = 4_600_000;
export const OPEN_CARTS = 40_000;
const PRODUCTS = 3_000;
export const BENCH_SHOP = 'segments.myshopify.com';

/** Few do much, most do little. */
const CUSTOMER = `'gid://shopify/Customer/' || (1000000 + floor(${CUSTOMERS} * power(random(), 2.2)))::int`;
const PRODUCT = `'gid://shopify/Product/' || (1 + floor(${PRODUCTS} * power(random(), 3)))::int`;

/** $1 is the shop, $2 the instant at which everything ends. */
const TABLES: readonly (readonly [name: string, sql: string])[] = [
  [
    `${PRODUCTS} products`,
    `INSERT INTO product (shop_id, id, title, handle, vendor, type, tags, collections, status, updated_at)
     SELECT $1::int, 'gid://shopify/Product/' || i, 'Product ' || i, 'product-' || i, 'Vendor ' || i % 20, 'Type ' || i % 40,
            ARRAY['tag ' || i % 50], ARRAY['collection ' || i % 30], 'ACTIVE', $2::timestamptz
       FROM generate_series(1, ${PRODUCTS}) AS i`,
  ],
  [
    `${CUSTOMERS} customers`,
    `INSERT INTO profile (shop_id, shopper_id, data, attributes, segment_ids, updated_at)
     SELECT $1::int, 'gid://shopify/Customer/' || (1000000 + i), decode(repeat('ab', 220), 'hex'),
            jsonb_build_object('tags', CASE WHEN i % 12 = 0 THEN '["vip", "Gold"]'::jsonb ELSE '[]'::jsonb END,
              'tagKeys', CASE WHEN i % 12 = 0 THEN '["vip", "gold"]'::jsonb ELSE '[]'::jsonb END,
              'country', (ARRAY['GB','GB','GB','US','DE','FR','IE','CA'])[1 + i % 8], 'language', 'en',
              'emailMarketing', i % 2 = 0,
              'createdAt', extract(epoch FROM $2::timestamptz)::bigint - floor(random() * 63072000)::bigint),
            ARRAY['one', 'two'], $2::timestamptz
       FROM generate_series(0, ${CUSTOMERS - 1}) AS i`,
  ],
  [
    `${ORDERS} orders of the last two years`,
    `INSERT INTO orders (shop_id, id, customer_id, processed_at, updated_at, cancelled_at, currency, subtotal_minor, total_minor,
                         lines)
     SELECT $1::int, 'gid://shopify/Order/' || i, ${CUSTOMER}, at, at, CASE WHEN i % 33 = 0 THEN at END, 'GBP', amount, amount,
            jsonb_build_array(
              jsonb_build_object('id', i || 'a', 'productId', ${PRODUCT}, 'variantId', 'gid://shopify/ProductVariant/' || i,
                                 'quantity', 1, 'currentQuantity', 1, 'unitPriceMinor', amount / 2),
              jsonb_build_object('id', i || 'b', 'productId', ${PRODUCT}, 'variantId', 'gid://shopify/ProductVariant/' || i,
                                 'quantity', 1, 'currentQuantity', 1, 'unitPriceMinor', amount / 2))
       FROM (SELECT i, $2::timestamptz - random() * interval '730 days' AS at, floor(500 + 12000 * random() * random())::int AS amount
               FROM generate_series(1, ${ORDERS}) AS i) AS made ORDER BY at`,
  ],
  [
    `${VIEWS} product views of the last 180 days`,
    `INSERT INTO shopper_activity (shop_id, key, shopper_id, kind, at, product_id)
     SELECT $1::int, 'view:' || i, ${CUSTOMER}, 'view', $2::timestamptz - random() * interval '180 days', ${PRODUCT}
       FROM generate_series(1, ${VIEWS}) AS i`,
  ],
  [
    `${3 * OPEN_CARTS} cart changes, ${OPEN_CARTS} open checkouts`,
    `WITH made AS (
       SELECT i, ${CUSTOMER} AS customer_id, $2::timestamptz - random() * interval '20 days' AS at
         FROM generate_series(1, ${3 * OPEN_CARTS}) AS i
     ), opened AS (
       INSERT INTO open_cart (shop_id, kind, token, cart_token, customer_id, updated_at, started_at, lines)
       SELECT $1::int, 'checkout', 'checkout' || i, 'cart' || i, customer_id, at, at, '[{}]' FROM made WHERE i % 3 = 0
     )
     INSERT INTO shopper_activity (shop_id, key, shopper_id, cart_token, kind, at, value_minor)
     SELECT $1::int, 'cart:' || i, customer_id, 'cart' || i, 'cart', at, 2000 + i % 9000 FROM made`,
  ],
];

/** Fills the tables of one shop, the same for the same seed. Gives the shop's number. */
export async function seedShoppers(pool: pg.Pool, until: Date, say: (line: string) => void): Promise<number> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO shop (domain, name, currency, timezone, installed_at)
       VALUES ($1, 'Bench', 'GBP', 'Europe/London', now()) RETURNING id`,
      [BENCH_SHOP],
    );
    const shopId = Number(rows[0]?.id);
    // Parallel workers would draw from seeds of their own.
    await client.query('SET max_parallel_workers_per_gather = 0; SELECT setseed(0.20261124)');
    const began = performance.now();
    const remake = await dropIndexes(client);
    for (const [, sql] of TABLES) await client.query(sql, [shopId, until]);
    await remake();
    const seconds = Math.round((performance.now() - began) / 1000);
    say(`${TABLES.map(([what]) => what).join(', ')}: made in ${seconds} s`);
    await client.query('VACUUM ANALYZE');
    return shopId;
  } finally {
    client.release(true);
  }
}

/** Rows go in several times faster without; gives what makes them again. */
async function dropIndexes(client: pg.ClientBase): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
      WHERE schemaname = 'public' AND tablename IN ('profile', 'orders', 'shopper_activity') AND indexname NOT LIKE '%_pkey'`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return async () => {
    await client.query("SET maintenance_work_mem = '512MB'");
    for (const { definition } of rows) await client.query(definition);
  };
}
