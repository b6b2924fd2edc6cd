import type pg from 'pg';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { CustomerId, OrderId, ShopId } from '#app/domain/kernel/ids.ts';
import type { AbandonedCart } from '#app/domain/reminders/abandoned-cart.ts';
import type { CartRecord, LeftLine } from '#app/domain/reminders/abandonment.ts';
import type { AbandonedCartStore, CartLook } from '#app/ports/abandoned-cart-store.ts';
import { ABANDONED_COLUMNS, toAbandonedCart, type AbandonedRow } from './abandoned-rows.ts';

interface DueRow {
  kind: string;
  token: string;
  cart_token: string;
}

interface CartRow {
  cart_token: string;
  customer_id: CustomerId | null;
  changed_at: Date;
  closed_at: Date | null;
  is_checkout: boolean;
  lines: LeftLine[];
  value_minor: string | null;
  order_id: OrderId | null;
  ordered_at: Date | null;
}

/** Skips what another process looks at, or a fold writes: it comes again. */
const DUE = `
  SELECT kind, token, coalesce(cart_token, token) AS cart_token FROM open_cart
   WHERE shop_id = $1 AND look_at <= $2 ORDER BY look_at LIMIT $3 FOR UPDATE SKIP LOCKED`;

/**
 * Each cart with its checkouts. Its order is one of a checkout of it, or one of its customer that names the cart, or one placed since
 * the last change with every variant that is in it.
 */
const CARTS = `
  WITH part AS (
    SELECT asked.cart_token AS story, open_cart.*
      FROM unnest($2::text[]) AS asked (cart_token)
      JOIN open_cart ON open_cart.shop_id = $1
       AND (open_cart.token = asked.cart_token OR open_cart.cart_token = asked.cart_token)
  ), story AS (
    SELECT story AS cart_token, max(updated_at) AS changed_at, min(completed_at) AS closed_at,
           bool_or(kind = 'checkout') AS is_checkout, array_agg(token) FILTER (WHERE kind = 'checkout') AS checkouts,
           (array_agg(customer_id ORDER BY updated_at DESC) FILTER (WHERE customer_id IS NOT NULL))[1] AS customer_id,
           (array_agg(lines ORDER BY updated_at DESC, kind DESC))[1] AS lines,
           (array_agg(value_minor ORDER BY updated_at DESC, kind DESC))[1] AS value_minor
      FROM part GROUP BY story
  )
  SELECT story.cart_token, customer_id, changed_at, closed_at, is_checkout, lines, value_minor, bought.id AS order_id,
         bought.processed_at AS ordered_at
    FROM story
    LEFT JOIN LATERAL (
      SELECT id, processed_at FROM (
        SELECT id, processed_at, test, cancelled_at FROM orders
         WHERE shop_id = $1 AND checkout_token = ANY(story.checkouts)
        UNION ALL
        SELECT id, processed_at, test, cancelled_at FROM orders
         WHERE shop_id = $1 AND customer_id = story.customer_id AND (cart_token = story.cart_token
           OR (processed_at >= story.changed_at AND NOT EXISTS (
                SELECT 1 FROM jsonb_array_elements(story.lines) AS wanted
                 WHERE NOT orders.lines @> jsonb_build_array(jsonb_build_object('variantId', wanted -> 'variantId')))))
      ) AS candidate
      WHERE NOT test AND cancelled_at IS NULL ORDER BY processed_at, id LIMIT 1
    ) AS bought ON true`;

/** A reminder that went out meanwhile stays so. */
const SAVE = `
  INSERT INTO abandoned_cart AS known (shop_id, cart_token, customer_id, changed_at, abandoned_at, value_minor, reached, state, why,
                                       next_try_at, order_id, ordered_at)
  SELECT $1, "cartToken", "customerId", to_timestamp("changedAt"), to_timestamp("abandonedAt"), "valueMinor", reached, state, why,
         to_timestamp("nextTryAt"), "order"->>'id', to_timestamp(("order"->>'at')::bigint)
    FROM jsonb_to_recordset($2::jsonb) AS row ("cartToken" text, "customerId" text, "changedAt" bigint, "abandonedAt" bigint,
         "valueMinor" bigint, reached text, state text, why text, "nextTryAt" bigint, "order" jsonb)
  ON CONFLICT (shop_id, cart_token) DO UPDATE SET
    customer_id = EXCLUDED.customer_id, changed_at = EXCLUDED.changed_at, abandoned_at = EXCLUDED.abandoned_at,
    value_minor = EXCLUDED.value_minor, reached = EXCLUDED.reached, state = EXCLUDED.state, why = EXCLUDED.why,
    next_try_at = EXCLUDED.next_try_at, order_id = EXCLUDED.order_id, ordered_at = EXCLUDED.ordered_at
  WHERE EXCLUDED.state = 'recovered' OR known.state NOT IN ('sending', 'reminded')`;

/** Carts that were left, in PostgreSQL: open_cart says when to look, abandoned_cart what became of them. */
export function createAbandonedCartStore(pool: pg.Pool): AbandonedCartStore {
  return {
    lookAtDue: (shopId, now, limit, look) =>
      inTransaction(pool, async (client) => {
        const due = await client.query<DueRow>(DUE, [shopId, toDate(now), limit]);
        const tokens = [...new Set(due.rows.map(({ cart_token }) => cart_token))];
        if (tokens.length === 0) return 0;
        const known = await readKnown(client, shopId, tokens);
        const carts = await client.query<CartRow>(CARTS, [shopId, tokens]);
        const looked = new Map<string, CartLook>();
        for (const cart of carts.rows.map(toCart))
          looked.set(cart.cartToken, look(cart, known.get(cart.cartToken) ?? null));
        await save(
          client,
          shopId,
          [...looked.values()].flatMap(({ cart }) => cart ?? []),
        );
        await settle(client, shopId, due.rows, looked);
        return due.rows.length;
      }),
    async nextLook(shopId) {
      const { rows } = await pool.query<{ at: Date | null }>(
        'SELECT min(look_at) AS at FROM open_cart WHERE shop_id = $1',
        [shopId],
      );
      return rows[0]?.at ? toInstant(rows[0].at) : null;
    },
  };
}

async function readKnown(
  client: pg.ClientBase,
  shopId: ShopId,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, AbandonedCart>> {
  const { rows } = await client.query<AbandonedRow>(
    `SELECT ${ABANDONED_COLUMNS} FROM abandoned_cart WHERE shop_id = $1 AND cart_token = ANY($2)`,
    [shopId, tokens],
  );
  return new Map(rows.map((row) => [row.cart_token, toAbandonedCart(row)]));
}

async function save(client: pg.ClientBase, shopId: ShopId, carts: readonly AbandonedCart[]): Promise<void> {
  if (carts.length > 0) await client.query(SAVE, [shopId, JSON.stringify(carts)]);
}

async function settle(
  client: pg.ClientBase,
  shopId: ShopId,
  due: readonly DueRow[],
  looked: ReadonlyMap<string, CartLook>,
): Promise<void> {
  const rows = due.flatMap(({ kind, token, cart_token }) => {
    const look = looked.get(cart_token);
    return look ? [{ kind, token, lookAt: look.lookAt }] : [];
  });
  await client.query(
    `UPDATE open_cart SET look_at = to_timestamp(looked."lookAt")
       FROM jsonb_to_recordset($2::jsonb) AS looked (kind text, token text, "lookAt" bigint)
      WHERE shop_id = $1 AND open_cart.kind = looked.kind AND open_cart.token = looked.token`,
    [shopId, JSON.stringify(rows)],
  );
}

function toCart(row: CartRow): CartRecord {
  return {
    cartToken: row.cart_token,
    customerId: row.customer_id,
    changedAt: toInstant(row.changed_at),
    closedAt: row.closed_at && toInstant(row.closed_at),
    reached: row.is_checkout ? 'checkout' : 'cart',
    lines: row.lines.filter(({ quantity }) => quantity > 0),
    valueMinor: row.value_minor === null ? null : Number(row.value_minor),
    order: row.order_id && row.ordered_at ? { id: row.order_id, at: toInstant(row.ordered_at) } : null,
  };
}
