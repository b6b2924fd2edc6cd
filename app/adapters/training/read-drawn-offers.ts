import type { Pool } from 'pg';
import type { DrawnChoice } from '#app/domain/recommendations/training/judge-by-log.ts';
import { IS_UNDONE } from '../prisma/orders/undone.ts';

/** Older draws were made among other products. */
const LOG_DAYS = 90;
/** The newest that are looked at. */
const MOST_CHOICES = 20_000;

interface DrawnRow {
  at: number;
  shopper_id: string | null;
  asked: { readonly cart: readonly string[]; readonly country: string | null };
  drawn: string;
  alternatives: readonly { readonly productId: string; readonly propensity: number }[];
  accepted: boolean;
}

/** Offers that were drawn by chance and shown: one choice for each checkout and offer, however often the checkout was rendered. */
export async function readDrawnOffers(pool: Pool, shopId: number): Promise<readonly DrawnChoice[]> {
  const { rows } = await pool.query<DrawnRow>(
    `WITH shown AS (
       SELECT extract(epoch FROM decided_at)::float8 AS at, checkout_token, shopper_id, basis -> 'asked' AS asked, item,
              EXISTS (SELECT FROM item_event AS event
                       WHERE event.shop_id = $1 AND event.decision_id = decision.id AND event.item_key = item ->> 'itemKey'
                         AND event.kind = 'acceptance' AND NOT ${IS_UNDONE}) AS accepted
         FROM decision CROSS JOIN LATERAL jsonb_array_elements(items) AS item
        WHERE decision.shop_id = $1 AND decided_at > now() - make_interval(days => ${LOG_DAYS})
          AND basis ? 'asked' AND item ? 'alternatives'
          AND EXISTS (SELECT FROM item_event AS exposure
                       WHERE exposure.shop_id = $1 AND exposure.decision_id = decision.id
                         AND exposure.item_key = item ->> 'itemKey' AND exposure.kind = 'exposure')
     )
     SELECT min(at) AS at,
            (array_agg(shopper_id ORDER BY at))[1] AS shopper_id,
            (array_agg(asked ORDER BY at))[1] AS asked,
            (array_agg(item ->> 'productId' ORDER BY at))[1] AS drawn,
            (array_agg(item -> 'alternatives' ORDER BY at))[1] AS alternatives,
            bool_or(accepted) AS accepted
       FROM shown
      GROUP BY checkout_token, item ->> 'itemKey'
      ORDER BY min(at) DESC, item ->> 'itemKey'
      LIMIT ${MOST_CHOICES}`,
    [shopId],
  );
  return rows.map(({ at, shopper_id, asked, drawn, alternatives, accepted }) => ({
    at: Math.floor(at),
    customer: shopper_id,
    ...asked,
    alternatives: alternatives.map(({ productId, propensity }) => ({ sku: productId, propensity })),
    drawn,
    accepted,
  }));
}
