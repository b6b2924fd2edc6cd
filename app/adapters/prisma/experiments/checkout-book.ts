import type { Pool } from 'pg';
import type { MeasuredCheckout, JoinedBy } from '#app/domain/experiments/checkouts/measured-checkout.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { CheckoutBook } from '#app/ports/checkout-book.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { JOIN_ORDERS, TAKE_IN } from './checkout-gathering.ts';

interface CheckoutRow {
  unit: string;
  first_seen_at: Date;
  asked: boolean;
  seen: boolean;
  accepted: boolean;
  joined_by: JoinedBy | null;
  completed_at: Date;
  is_own_currency: boolean;
  revenue: string;
  goods: string;
  costed_goods: string;
  cost: string;
  items: string;
}

/** An order counts while it stands. Goods and their cost are what the buyer kept. */
const CHECKOUTS = `
  WITH happened AS (
    SELECT decision.checkout_token AS token, bool_or(event.kind = 'exposure') AS seen,
           bool_or(event.kind = 'acceptance') AS accepted
      FROM item_event event JOIN decision ON decision.id = event.decision_id AND decision.shop_id = $1
     WHERE event.shop_id = $1 AND event.at >= $2 AND event.kind IN ('exposure', 'acceptance')
     GROUP BY 1
  )
  SELECT checkout.unit, checkout.first_seen_at, checkout.source = 'decision' AS asked, coalesce(happened.seen, false) OR coalesce(in_cart.seen, false) AS seen,
         coalesce(happened.accepted, false) OR coalesce(in_cart.accepted, false) AS accepted,
         CASE WHEN bought.id IS NOT NULL THEN checkout.joined_by END AS joined_by, checkout.completed_at,
         bought.currency = $3 AS is_own_currency,
         CASE WHEN bought.currency = $3 THEN greatest(bought.subtotal_minor - bought.refunded_minor, 0) ELSE 0 END AS revenue,
         coalesce(kept.goods, 0) AS goods, coalesce(kept.costed_goods, 0) AS costed_goods, coalesce(kept.cost, 0) AS cost,
         coalesce(kept.items, 0) AS items
    FROM checkout
    LEFT JOIN happened ON happened.token = checkout.token
    LEFT JOIN happened in_cart ON in_cart.token = checkout.cart_token
    LEFT JOIN orders bought ON bought.shop_id = $1 AND bought.id = checkout.order_id AND bought.cancelled_at IS NULL
    LEFT JOIN LATERAL (
      SELECT sum(quantity) AS items, sum(price * quantity) AS goods,
             sum(price * quantity) FILTER (WHERE unit_cost_minor IS NOT NULL) AS costed_goods,
             sum(unit_cost_minor * quantity) AS cost
        FROM jsonb_to_recordset(bought.lines) AS line("variantId" text, "currentQuantity" int, "unitPriceMinor" bigint)
        CROSS JOIN LATERAL (SELECT "currentQuantity" AS quantity, "unitPriceMinor" AS price) AS taken
        LEFT JOIN variant ON variant.shop_id = $1 AND variant.id = "variantId"
    ) kept ON bought.id IS NOT NULL
   WHERE checkout.shop_id = $1 AND checkout.first_seen_at >= $2
   ORDER BY checkout.first_seen_at, checkout.token`;

const LEFT_OUT = `
  SELECT count(*) FILTER (WHERE test)::int AS test,
         count(*) FILTER (WHERE NOT test AND source_name = 'shopify_draft_order')::int AS draft,
         count(*) FILTER (WHERE NOT test AND cancelled_at IS NOT NULL)::int AS cancelled,
         count(*) FILTER (WHERE NOT test AND cancelled_at IS NULL AND source_name IS DISTINCT FROM 'shopify_draft_order'
                            AND checkout.token IS NULL)::int AS unjoined,
         count(*) FILTER (WHERE NOT test AND cancelled_at IS NULL AND checkout.token IS NOT NULL
                            AND currency <> $2)::int AS "otherCurrency"
    FROM orders LEFT JOIN checkout ON checkout.shop_id = $1 AND checkout.order_id = orders.id
   WHERE orders.shop_id = $1 AND processed_at >= $3 AND deleted_at IS NULL`;

const MANY = 1_000;

/** Checkouts as rows of `checkout`, joined with what is known of them when they are asked for. */
export function createCheckoutBook(pool: Pool): CheckoutBook {
  return {
    gather: (shopId, since) =>
      inTransaction(pool, async (client) => {
        await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`checkouts ${shopId}`]);
        const values = [shopId, toDate(since)];
        let taken = 0;
        for (const statement of TAKE_IN) taken += (await client.query(statement, values)).rowCount ?? 0;
        // The planner knows nothing of rows that came at once, and would look through all of them for each.
        if (taken >= MANY) await client.query('ANALYZE checkout, orders');
        for (const statement of JOIN_ORDERS) await client.query(statement, values);
      }),
    async checkouts(shopId, currency, since) {
      const { rows } = await pool.query<CheckoutRow>(CHECKOUTS, [shopId, toDate(since), currency]);
      return rows.map(toCheckout);
    },
    async leftOut(shopId, currency, since) {
      const { rows } = await pool.query(LEFT_OUT, [shopId, currency, toDate(since)]);
      return rows[0];
    },
  };
}

function toCheckout(row: CheckoutRow): MeasuredCheckout {
  return {
    unit: row.unit,
    firstSeenAt: toInstant(row.first_seen_at),
    hasAsked: row.asked,
    hasSeen: row.seen,
    hasAccepted: row.accepted,
    order: row.joined_by === null ? null : { joinedBy: row.joined_by, ...toMoney(row) },
  };
}

/** What an order's discounts and refunds took off falls on goods of known and unknown cost alike. */
function toMoney(row: CheckoutRow): Omit<NonNullable<MeasuredCheckout['order']>, 'joinedBy'> {
  const revenueMinor = Number(row.revenue);
  const goods = Number(row.goods);
  const costedMinor = goods > 0 ? Math.round((revenueMinor * Number(row.costed_goods)) / goods) : 0;
  return {
    completedAt: toInstant(row.completed_at),
    revenueMinor,
    costedMinor,
    profitMinor: row.is_own_currency ? costedMinor - Number(row.cost) : 0,
    items: Number(row.items),
  };
}
