import type pg from 'pg';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { OpenCartStore } from '#app/ports/order-store.ts';

/** Of the same second the fuller cart, so that the order of arrival does not matter. */
const IS_NEWER = `(EXCLUDED.updated_at, coalesce(EXCLUDED.value_minor, -1)) >= (known.updated_at, coalesce(known.value_minor, -1))`;

/** A cart that changed must be looked at: it may be abandoned later than was thought, or not at all. */
const AT_ONCE = 'to_timestamp(0)';

/** Newer news wins, a completed cart stays completed, and a checkout of a cart that ended after it began is completed too. */
const SAVE = `
  INSERT INTO open_cart AS known (shop_id, kind, token, cart_token, customer_id, started_at, updated_at,
                                  completed_at, lines, value_minor, look_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, least($8, (
    SELECT cart.completed_at FROM open_cart cart
     WHERE cart.shop_id = $1 AND cart.kind = 'cart' AND cart.token = $4 AND cart.completed_at >= $6)), $9::jsonb, $10,
          ${AT_ONCE})
  ON CONFLICT (shop_id, kind, token) DO UPDATE SET
    cart_token = coalesce(EXCLUDED.cart_token, known.cart_token),
    customer_id = CASE WHEN EXCLUDED.updated_at >= known.updated_at
                       THEN coalesce(EXCLUDED.customer_id, known.customer_id)
                       ELSE coalesce(known.customer_id, EXCLUDED.customer_id) END,
    lines = CASE WHEN ${IS_NEWER} THEN EXCLUDED.lines ELSE known.lines END,
    value_minor = CASE WHEN ${IS_NEWER} THEN EXCLUDED.value_minor ELSE known.value_minor END,
    started_at = least(known.started_at, EXCLUDED.started_at),
    updated_at = greatest(known.updated_at, EXCLUDED.updated_at),
    completed_at = least(known.completed_at, EXCLUDED.completed_at),
    look_at = ${AT_ONCE}`;

/** The customer of an order owns its cart; other checkouts of that cart keep whoever they named. The last order of a cart has the word. */
const COMPLETE = `
  WITH ended AS MATERIALIZED (
    SELECT * FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[]) WITH ORDINALITY
        AS row (checkout, cart, at, customer_id, place)
  ), named AS (
    SELECT 'checkout' AS kind, checkout AS token, customer_id, at, place FROM ended WHERE checkout IS NOT NULL
    UNION ALL SELECT 'cart', cart, customer_id, at, place FROM ended WHERE cart IS NOT NULL
    UNION ALL SELECT known.kind, known.token, NULL, ended.at, ended.place FROM ended
      JOIN open_cart known ON known.shop_id = $1 AND known.cart_token = ended.cart AND known.kind = 'checkout'
       AND known.token IS DISTINCT FROM ended.checkout AND known.started_at <= ended.at
  ), once AS (
    SELECT kind, token, min(at) AS at,
           (array_agg(customer_id ORDER BY place DESC) FILTER (WHERE customer_id IS NOT NULL))[1] AS customer_id
      FROM named GROUP BY kind, token
  )
  INSERT INTO open_cart AS known (shop_id, kind, token, customer_id, started_at, updated_at, completed_at, lines)
  SELECT $1, kind, token, customer_id, at, to_timestamp(0), at, '[]'::jsonb FROM once
  ON CONFLICT (shop_id, kind, token) DO UPDATE SET
    customer_id = coalesce(EXCLUDED.customer_id, known.customer_id),
    completed_at = least(known.completed_at, EXCLUDED.completed_at), look_at = ${AT_ONCE}
  RETURNING known.customer_id`;

/** Whoever unsubscribed under either id stays so. */
const REKEY = [
  'UPDATE open_cart SET customer_id = $3 WHERE shop_id = $1 AND customer_id = $2',
  'UPDATE abandoned_cart SET customer_id = $3 WHERE shop_id = $1 AND customer_id = $2',
  `WITH gone AS (DELETE FROM email_opt_out WHERE shop_id = $1 AND customer_id = $2 RETURNING at)
   INSERT INTO email_opt_out (shop_id, customer_id, at) SELECT $1, $3, at FROM gone ON CONFLICT DO NOTHING`,
];

/** Carts and checkouts of one shop on a transaction's connection. */
export function createOpenCartStore(client: pg.ClientBase, shopId: number): OpenCartStore {
  return {
    lock: (tokens) => lock(client, shopId, tokens),
    async save(cart) {
      await client.query({
        name: 'cart-save',
        text: SAVE,
        values: [
          shopId,
          cart.kind,
          cart.token,
          cart.cartToken,
          cart.customerId,
          toDate(cart.startedAt),
          toDate(cart.updatedAt),
          cart.completedAt === null ? null : toDate(cart.completedAt),
          JSON.stringify(cart.lines),
          cart.valueMinor,
        ],
      });
    },
    async complete(completions) {
      await lock(
        client,
        shopId,
        completions.flatMap(({ checkout, cart }) => [checkout ?? [], cart ?? []].flat()),
      );
      const { rows } = await client.query<{ customer_id: CustomerId | null }>({
        name: 'cart-complete',
        text: COMPLETE,
        values: [
          shopId,
          completions.map(({ checkout }) => checkout),
          completions.map(({ cart }) => cart),
          completions.map(({ at }) => toDate(at)),
          completions.map(({ owner }) => owner),
        ],
      });
      return [...new Set(rows.flatMap(({ customer_id }) => customer_id ?? []))];
    },
    async lookAgain(customers) {
      await client.query({
        name: 'cart-look-again',
        text: `UPDATE open_cart SET look_at = ${AT_ONCE} WHERE shop_id = $1 AND customer_id = ANY($2) AND completed_at IS NULL`,
        values: [shopId, customers],
      });
    },
    async rekeyCustomer(from, to) {
      for (const text of REKEY) await client.query(text, [shopId, from, to]);
    },
  };
}

/** What happens in a cart, who owns it and how it ends, folded at once, must not miss each other. */
async function lock(client: pg.ClientBase, shopId: number, tokens: readonly string[]): Promise<void> {
  await client.query({
    name: 'cart-lock',
    text: `SELECT pg_advisory_xact_lock(hashtextextended('cart ' || $1::int || ' ' || token, 0))
             FROM (SELECT DISTINCT token FROM unnest($2::text[]) AS asked (token) ORDER BY token) AS sorted`,
    values: [shopId, tokens],
  });
}
