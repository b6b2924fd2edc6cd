import type { Pool } from 'pg';
import type { OfferTally } from '#app/domain/recommendations/history/offer-feedback.ts';
import { IS_UNDONE } from '../prisma/orders/undone.ts';

/** Older showings say little of what is wanted now, and shops change what they show. */
const FEEDBACK_DAYS = 180;

/** What became of the shop's offers, by product and campaign: an offer's key is "<campaign>:<product>". An acceptance that was undone is none. */
export async function readFeedback(pool: Pool, shopId: number): Promise<readonly OfferTally[]> {
  const { rows } = await pool.query<OfferTally>(
    `SELECT substr(item_key, strpos(item_key, ':') + 1) AS sku,
            split_part(item_key, ':', 1) AS campaign,
            count(*) FILTER (WHERE kind = 'exposure')::int AS shown,
            count(*) FILTER (WHERE kind = 'acceptance' AND NOT ${IS_UNDONE})::int AS accepted,
            count(*) FILTER (WHERE kind = 'dismissal')::int AS dismissed
       FROM item_event AS event
      WHERE shop_id = $1 AND at > now() - make_interval(days => ${FEEDBACK_DAYS})
        AND item_key LIKE '%:gid://shopify/Product/%'
      GROUP BY item_key
      ORDER BY item_key`,
    [shopId],
  );
  return rows;
}
