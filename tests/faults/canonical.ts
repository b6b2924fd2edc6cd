import { createHash } from 'node:crypto';
import type pg from 'pg';
import { readProfile } from '#app/adapters/prisma/shoppers/profile-rows.ts';
import type { ShopperId } from '#app/domain/kernel/ids.ts';

/**
 * What is stored, without what depends on when or in which order it was written, without sealed addresses, and without the
 * lines of refunds: an order read from Shopify tells its refunds without them, and its own lines hold what they left.
 */
const QUERIES = {
  orders: `SELECT id, customer_id, checkout_token, cart_token, processed_at, updated_at, cancelled_at, deleted_at, country, currency,
                  subtotal_minor, total_minor, refunded_minor, lines FROM orders ORDER BY id`,
  refunds: 'SELECT id, order_id, created_at, amount_minor FROM refund ORDER BY id',
  profiles: `SELECT shopper_id, data, attributes, attribute_log, is_deleted, merged_into FROM profile ORDER BY shopper_id`,
  memberships: 'SELECT shopper_id, segment_ids, next_change_at FROM profile ORDER BY shopper_id',
  shopifySegments: 'SELECT customer_id, segment_id, is_member FROM shopify_segment_member ORDER BY 1, 2',
  savedDetails: 'SELECT shopper_id, payment_type, payment_at, address_at FROM saved_detail ORDER BY 1',
  carts: `SELECT kind, token, cart_token, customer_id, started_at, updated_at, value_minor, lines, completed_at FROM open_cart ORDER BY 1, 2`,
  activities: `SELECT key, shopper_id, visitor_id, cart_token, kind, at, product_id, query, value_minor, lasted_seconds FROM shopper_activity ORDER BY key`,
  visitors: 'SELECT id, shopper_id, device_class, device_at, refused_at, seen_at FROM visitor ORDER BY id',
  visitorTokens: 'SELECT visitor_id, token, at FROM visitor_token ORDER BY 1, 2',
  products: 'SELECT id, title, type, tags, status, updated_at, deleted_at FROM product ORDER BY id',
  variants: `SELECT id, product_id, price_minor, inventory_item_id, inventory_quantity, available_for_sale FROM variant ORDER BY id`,
} as const;

export type CanonicalState = Readonly<Record<keyof typeof QUERIES, readonly string[]>>;

/** Each table as lines of JSON in a fixed order. */
export async function canonicalState(pool: pg.Pool): Promise<CanonicalState> {
  const read = async (name: keyof typeof QUERIES): Promise<readonly string[]> => {
    const { rows } = await pool.query<Record<string, unknown>>(QUERIES[name]);
    return rows.map((row) => JSON.stringify(row['data'] instanceof Buffer ? opened(row, row['data']) : row));
  };
  const names = Object.keys(QUERIES) as (keyof typeof QUERIES)[];
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await read(name)])),
  ) as CanonicalState;
}

const opened = (row: Record<string, unknown>, data: Buffer) => ({
  ...row,
  data: readProfile({ shopper_id: row['shopper_id'] as ShopperId, data, estimates: null }),
});

/** The hash of each table, to be compared one by one. */
export function hashes(state: CanonicalState): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(state).map(([name, lines]) => [
      name,
      `${lines.length} rows, ${createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16)}`,
    ]),
  );
}

/** Rows that only one of both has, for a person who looks for the cause. */
export function differences(one: CanonicalState, other: CanonicalState): readonly string[] {
  return (Object.keys(QUERIES) as (keyof typeof QUERIES)[]).flatMap((name) => {
    const known = new Set(other[name]);
    const mine = new Set(one[name]);
    return [
      ...one[name].filter((line) => !known.has(line)).map((line) => `${name} clean: ${line}`),
      ...other[name].filter((line) => !mine.has(line)).map((line) => `${name} faulty: ${line}`),
    ].slice(0, 6);
  });
}
