import type pg from 'pg';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { OpenCartStore } from '#app/ports/order-store.ts';

/** Newer news wins, a completed cart stays completed, and a checkout of a cart that ended after it began is completed too. */
const SAVE = `
  INSERT INTO open_cart AS known (shop_id, kind, token, cart_token, customer_id, started_at, updated_at,
                                  completed_at, lines)
  VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8, (
    SELECT cart.completed_at FROM open_cart cart
     WHERE cart.shop_id = $1 AND cart.kind = 'cart' AND cart.token = $4 AND cart.completed_at >= $6)), $9::jsonb)
  ON CONFLICT (shop_id, kind, token) DO UPDATE SET
    cart_token = coalesce(EXCLUDED.cart_token, known.cart_token),
    customer_id = CASE WHEN EXCLUDED.updated_at >= known.updated_at
                       THEN coalesce(EXCLUDED.customer_id, known.customer_id)
                       ELSE coalesce(known.customer_id, EXCLUDED.customer_id) END,
    lines = CASE WHEN EXCLUDED.updated_at >= known.updated_at THEN EXCLUDED.lines ELSE known.lines END,
    started_at = least(known.started_at, EXCLUDED.started_at),
    updated_at = greatest(known.updated_at, EXCLUDED.updated_at),
    completed_at = coalesce(known.completed_at, EXCLUDED.completed_at)`;

const COMPLETE = `
  WITH named AS (
    SELECT 'checkout' AS kind, $2::text AS token WHERE $2::text IS NOT NULL
    UNION SELECT 'cart', $3::text WHERE $3::text IS NOT NULL
    UNION SELECT kind, token FROM open_cart WHERE shop_id = $1 AND cart_token = $3::text
  )
  INSERT INTO open_cart AS known (shop_id, kind, token, started_at, updated_at, completed_at, lines)
  SELECT $1, kind, token, $4, to_timestamp(0), $4, '[]'::jsonb FROM named
  ON CONFLICT (shop_id, kind, token) DO UPDATE SET
    completed_at = coalesce(known.completed_at, EXCLUDED.completed_at)
  RETURNING known.token, known.customer_id`;

/** Carts and checkouts of one shop on a transaction's connection. */
export function createOpenCartStore(client: pg.ClientBase, shopId: number): OpenCartStore {
  const lockCart = (cartToken: string) => lock(client, `cart ${shopId} ${cartToken}`);
  return {
    async save(cart) {
      if (cart.kind === 'checkout' && cart.cartToken !== null) await lockCart(cart.cartToken);
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
        ],
      });
    },
    async complete({ checkout, cart }, at) {
      if (cart !== null) await lockCart(cart);
      const { rows } = await client.query<{ token: string; customer_id: CustomerId | null }>({
        name: 'cart-complete',
        text: COMPLETE,
        values: [shopId, checkout, cart, toDate(at)],
      });
      return rows.map(({ token, customer_id }) => ({ token, customerId: customer_id }));
    },
    async openOf(customerId) {
      const { rows } = await client.query<{ token: string; started_at: Date; updated_at: Date }>({
        name: 'carts-open',
        text: `SELECT token, started_at, updated_at FROM open_cart
                WHERE shop_id = $1 AND customer_id = $2 AND kind = 'checkout' AND completed_at IS NULL
                ORDER BY updated_at DESC, token LIMIT 20`,
        values: [shopId, customerId],
      });
      return rows
        .map((row) => ({
          token: row.token,
          startedAt: toInstant(row.started_at),
          updatedAt: toInstant(row.updated_at),
        }))
        .sort((a, b) => a.startedAt - b.startedAt || (a.token < b.token ? -1 : 1));
    },
    async rekeyCustomer(from, to) {
      await client.query('UPDATE open_cart SET customer_id = $3 WHERE shop_id = $1 AND customer_id = $2', [
        shopId,
        from,
        to,
      ]);
    },
  };
}

/** A checkout and the end of its cart, folded at once, must not miss each other. */
async function lock(client: pg.ClientBase, name: string): Promise<void> {
  await client.query({
    name: 'cart-lock',
    text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [name],
  });
}
