import type { Pool } from 'pg';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { CheckoutBook } from '#app/ports/checkout-book.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { JOIN_NEWS, TAKE_IN } from './checkout-gathering.ts';
import { readCheckouts } from './read-checkouts.ts';

/** Whatever is asked of these orders is in an index of its own, which names the condition that they were not deleted. */
const SPENT_BEFORE = `
  SELECT customer_id, sum(greatest(subtotal_minor - refunded_minor, 0))::float8 FROM orders
   WHERE shop_id = $1 AND processed_at >= $2::timestamptz - interval '1 year' AND processed_at < $2 AND NOT test
     AND cancelled_at IS NULL AND deleted_at IS NULL AND currency = $3 AND customer_id IS NOT NULL GROUP BY customer_id`;

const LEFT_OUT = `
  SELECT count(*) FILTER (WHERE test)::int AS test,
         count(*) FILTER (WHERE NOT test AND source_name = 'shopify_draft_order')::int AS draft,
         count(*) FILTER (WHERE NOT test AND cancelled_at IS NOT NULL)::int AS cancelled,
         count(*) FILTER (WHERE NOT test AND cancelled_at IS NULL AND source_name IS DISTINCT FROM 'shopify_draft_order'
                            AND checkout.order_id IS NULL)::int AS unjoined,
         count(*) FILTER (WHERE NOT test AND cancelled_at IS NULL AND checkout.order_id IS NOT NULL
                            AND currency <> $2)::int AS "otherCurrency"
    FROM orders LEFT JOIN checkout ON checkout.shop_id = $1 AND checkout.order_id = orders.id
   WHERE orders.shop_id = $1 AND processed_at >= $3 AND ($4::timestamptz IS NULL OR processed_at < $4) AND deleted_at IS NULL`;

const MANY = 1_000;

/** The first time a month is sorted and joined, which on disk takes half as long again. */
const ROOM_FOR_A_MONTH = "SET LOCAL work_mem = '64MB'";

/** Checkouts as rows of `checkout`, joined with what is known of them when they are asked for. */
export function createCheckoutBook(pool: Pool): CheckoutBook {
  return {
    gather: (shopId, since) =>
      inTransaction(pool, async (client) => {
        await client.query(ROOM_FOR_A_MONTH);
        await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`checkouts ${shopId}`]);
        const values = [shopId, toDate(since)];
        let taken = 0;
        for (const statement of TAKE_IN) taken += (await client.query(statement, values)).rowCount ?? 0;
        // The planner knows nothing of rows that came at once, and would look through all of them for each.
        if (taken >= MANY) await client.query('ANALYZE checkout, orders');
        for (const statement of JOIN_NEWS) await client.query(statement, values);
      }),
    checkouts: (shopId, currency, since, { withSegments } = { withSegments: false }) =>
      readCheckouts(pool, { shopId, currency, since, withSegments }),
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
    async leftOut(shopId, currency, since, until) {
      const values = [shopId, currency, toDate(since), until && toDate(until)];
      const { rows } = await pool.query(LEFT_OUT, values);
      return rows[0];
    },
  };
}
