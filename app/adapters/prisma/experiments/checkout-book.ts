import type { Pool } from 'pg';
import type { MeasuredCheckout, JoinedBy } from '#app/domain/experiments/checkouts/measured-checkout.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { CheckoutBook } from '#app/ports/checkout-book.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { JOIN_NEWS, TAKE_IN } from './checkout-gathering.ts';

/** In the order of the columns: plain numbers and texts, because a million of them are read. */
type CheckoutRow = [
  unit: string,
  firstSeenAt: number,
  hasAsked: boolean,
  hasSeen: boolean,
  hasAccepted: boolean,
  segmentIds: string | null,
  joinedBy: JoinedBy | null,
  completedAt: number,
  isOwnCurrency: boolean,
  revenue: number,
  goods: number,
  costedGoods: number,
  cost: number,
  items: number,
];

/** An order comes at most that long before the news of its checkout. */
const CHECKOUTS = `
  WITH kept AS MATERIALIZED (
    SELECT orders.id, sum("currentQuantity") AS items, sum("unitPriceMinor" * "currentQuantity") AS goods,
           sum("unitPriceMinor" * "currentQuantity") FILTER (WHERE unit_cost_minor IS NOT NULL) AS costed_goods,
           sum(unit_cost_minor * "currentQuantity") AS cost
      FROM orders
      CROSS JOIN LATERAL jsonb_to_recordset(lines) AS line("variantId" text, "currentQuantity" int, "unitPriceMinor" bigint)
      LEFT JOIN variant ON variant.shop_id = $1 AND variant.id = "variantId"
     WHERE orders.shop_id = $1 AND processed_at >= $2::timestamptz - interval '2 days' AND cancelled_at IS NULL
     GROUP BY orders.id
  )
  SELECT unit, extract(epoch FROM first_seen_at)::int, checkout.source = 'decision', has_seen, has_accepted,
         CASE WHEN $4 THEN segment_ids::text END, CASE WHEN bought.id IS NOT NULL THEN joined_by END, extract(epoch FROM completed_at)::int, bought.currency = $3,
         CASE WHEN bought.currency = $3 THEN greatest(bought.subtotal_minor - bought.refunded_minor, 0) ELSE 0 END::float8,
         coalesce(goods, 0)::float8, coalesce(costed_goods, 0)::float8, coalesce(cost, 0)::float8, coalesce(items, 0)::int
    FROM checkout
    LEFT JOIN orders bought ON bought.shop_id = $1 AND bought.id = checkout.order_id AND bought.cancelled_at IS NULL
    LEFT JOIN kept ON kept.id = bought.id
   WHERE checkout.shop_id = $1 AND checkout.first_seen_at >= $2
   ORDER BY checkout.first_seen_at, checkout.token`;

const SPENT_BEFORE = `
  SELECT customer_id, sum(greatest(subtotal_minor - refunded_minor, 0))::float8 FROM orders
   WHERE shop_id = $1 AND processed_at >= $2::timestamptz - interval '1 year' AND processed_at < $2 AND NOT test
     AND cancelled_at IS NULL AND currency = $3 AND customer_id IS NOT NULL GROUP BY customer_id`;

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
        for (const statement of JOIN_NEWS) await client.query(statement, values);
      }),
    checkouts: (shopId, currency, since, { withSegments } = { withSegments: false }) =>
      readCheckouts(pool, [shopId, toDate(since), currency, withSegments]),
    async firstSeenAt(shopId) {
      const { rows } = await pool.query<{ first: Date | null }>(
        'SELECT min(first_seen_at) AS first FROM checkout WHERE shop_id = $1',
        [shopId],
      );
      return rows[0]?.first ? toInstant(rows[0].first) : null;
    },
    async spentBefore(shopId, currency, until) {
      const values = [shopId, toDate(until), currency];
      const { rows } = await pool.query<[string, number]>({ text: SPENT_BEFORE, values, rowMode: 'array' });
      return new Map(rows);
    },
    async leftOut(shopId, currency, since) {
      const { rows } = await pool.query(LEFT_OUT, [shopId, currency, toDate(since)]);
      return rows[0];
    },
  };
}

const BATCH = 20_000;

/** By a cursor, so that a million rows are never in memory at once. */
async function* readCheckouts(
  pool: Pool,
  values: readonly unknown[],
): AsyncGenerator<readonly MeasuredCheckout[]> {
  const client = await pool.connect();
  try {
    // Everything is read, so the plan that is fastest to the end is wanted, not to the first rows.
    await client.query(
      'BEGIN READ ONLY; SET LOCAL cursor_tuple_fraction = 1; SET LOCAL work_mem = $$256MB$$',
    );
    const toSegments = createListReader();
    await client.query(`DECLARE known CURSOR FOR ${CHECKOUTS}`, [...values]);
    for (;;) {
      const { rows } = await client.query<CheckoutRow>({
        text: `FETCH ${BATCH} FROM known`,
        rowMode: 'array',
      });
      if (rows.length > 0) yield rows.map((row) => toCheckout(row, toSegments));
      if (rows.length < BATCH) return;
    }
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

/** Most checkouts share their list with many others: each is read once. */
function createListReader(): (json: string | null) => readonly string[] | null {
  const known = new Map<string, readonly string[]>();
  return (json) => {
    if (json === null) return null;
    const list = known.get(json) ?? (JSON.parse(json) as readonly string[]);
    known.set(json, list);
    return list;
  };
}

/** An order counts while it stands. What its discounts and refunds took off falls on goods of known and unknown cost alike. */
function toCheckout(row: CheckoutRow, toSegments: ReturnType<typeof createListReader>): MeasuredCheckout {
  const [unit, firstSeenAt, hasAsked, hasSeen, hasAccepted, segments, joinedBy, completedAt, ...money] = row;
  const begun = { unit, firstSeenAt, hasAsked, hasSeen, hasAccepted, segmentIds: toSegments(segments) };
  if (joinedBy === null) return { ...begun, order: null };
  const [isOwnCurrency, revenueMinor, goods, costedGoods, cost, items] = money;
  const costedMinor = goods > 0 ? Math.round((revenueMinor * costedGoods) / goods) : 0;
  const profitMinor = isOwnCurrency ? costedMinor - cost : 0;
  const order = { joinedBy, completedAt, revenueMinor, costedMinor, profitMinor, items };
  return { ...begun, order };
}
