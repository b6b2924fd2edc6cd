import type { Pool } from 'pg';
import { MAX_LIMIT_DAYS } from '#app/contracts/campaign-content.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import { isGid } from '#app/domain/kernel/ids.ts';
import type { CustomerId, OrderId, ProductId } from '#app/domain/kernel/ids.ts';
import type { PastCheckout, PastCheckouts } from '#app/ports/past-checkouts.ts';
import type { StoredLine } from '../orders/order-rows.ts';
import { PAST_ITEMS, toPastItem, type PastItemRow } from './past-items.ts';

interface Row {
  id: OrderId;
  customer_id: CustomerId | null;
  processed_at: Date;
  country: string | null;
  currency: string;
  lines: StoredLine[];
  returned: ProductId[];
  past_items: PastItemRow[] | null;
}

/**
 * What the customer of `past` had given back when they checked out: units of their earlier orders that a refund or an edit took out
 * before that. Of what history tells without its time, the order's last change is the time.
 */
const RETURNED = `ARRAY(
  SELECT DISTINCT line."productId"
    FROM orders AS earlier, jsonb_to_recordset(earlier.lines)
           AS line (id text, "productId" text, quantity int, "currentQuantity" int)
   WHERE earlier.shop_id = $1 AND earlier.customer_id = past.customer_id AND earlier.processed_at < past.processed_at
     AND earlier.cancelled_at IS NULL AND NOT earlier.test
     AND line."productId" IS NOT NULL AND line."currentQuantity" < line.quantity
     AND past.processed_at > coalesce((
       SELECT min(refund.created_at)
         FROM refund, jsonb_to_recordset(refund.lines) AS back ("lineId" text, quantity int)
        WHERE refund.shop_id = $1 AND refund.order_id = earlier.id AND back."lineId" = line.id AND back.quantity > 0
     ), earlier.updated_at))`;

/** What the customer of `past` saw, tapped and dismissed in their checkouts before that one. */
const SEEN_BEFORE = PAST_ITEMS({
  shopper: 'past.customer_id',
  since: `past.processed_at - interval '${MAX_LIMIT_DAYS} days'`,
  before: 'past.processed_at',
  exceptCheckout: 'past.checkout_token',
});

/** Past checkouts from the orders they became. Times are compared by the second, as they are told. */
export function createPastCheckouts(pool: Pool): PastCheckouts {
  return {
    async count(shopId, since) {
      const { rows } = await pool.query<{ count: string }>(
        `SELECT count(*) FROM orders
          WHERE shop_id = $1 AND processed_at >= $2 AND cancelled_at IS NULL AND NOT test`,
        [shopId, toDate(since)],
      );
      return Number(rows[0]?.count ?? 0);
    },
    async page(shopId, { since, after, limit }) {
      const { rows } = await pool.query<Row>(
        `SELECT id, customer_id, processed_at, country, currency, lines, ${RETURNED} AS returned,
                (SELECT json_agg(item ORDER BY item.at DESC) FROM (${SEEN_BEFORE}) AS item) AS past_items
           FROM orders AS past
          WHERE shop_id = $1 AND processed_at >= $2 AND cancelled_at IS NULL AND NOT test
            AND ($3::timestamptz IS NULL OR (date_trunc('second', processed_at), id) < ($3, $4))
          ORDER BY date_trunc('second', processed_at) DESC, id DESC LIMIT $5`,
        [shopId, toDate(since), after && toDate(after.at), after?.orderId ?? null, limit],
      );
      return rows.map(toCheckout);
    },
  };
}

function toCheckout({
  id,
  customer_id,
  processed_at,
  country,
  currency,
  lines,
  returned,
  past_items,
}: Row): PastCheckout {
  return {
    orderId: id,
    at: toInstant(processed_at),
    customerId: customer_id,
    country,
    currency,
    returned: new Set(returned),
    pastItems: past_items?.map(toPastItem) ?? [],
    lines: lines.flatMap(({ variantId, productId, quantity, unitPriceMinor }) =>
      isGid('ProductVariant', variantId ?? '') && isGid('Product', productId ?? '')
        ? [{ variantId, productId, quantity, unitPriceMinor } as PastCheckout['lines'][number]]
        : [],
    ),
  };
}
