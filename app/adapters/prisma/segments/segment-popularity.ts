import type { Pool } from 'pg';
import type { PopularProduct } from '#app/domain/campaigns/recommend.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { SegmentPopularity } from '#app/ports/segment-popularity.ts';

/** Enough for any answer after the guardrails took their part. */
const MOST_PRODUCTS = 200;
const KEEP_MS = 60_000;
const MOST_KEPT = 500;

const POPULAR = {
  name: 'popular-among-segment',
  text: `
    SELECT line ->> 'productId' AS "productId", count(DISTINCT profile.shopper_id)::int AS shoppers
      FROM profile JOIN orders ON orders.shop_id = $1 AND orders.customer_id = profile.shopper_id,
           jsonb_array_elements(orders.lines) line
     WHERE profile.shop_id = $1 AND profile.segment_ids @> ARRAY[$2] AND profile.merged_into IS NULL
       AND orders.cancelled_at IS NULL AND NOT orders.test
       AND line ->> 'productId' IS NOT NULL AND line ->> 'variantId' IS NOT NULL AND (line ->> 'currentQuantity')::int > 0
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_PRODUCTS}`,
};

/** Counts in SQL over the members' orders, as their profiles hold them, and keeps each answer for a minute: it reads every purchase of the segment. */
export function createSegmentPopularity(pool: Pool, clock: Clock): SegmentPopularity {
  const kept = new Map<
    string,
    { readonly atMs: number; readonly products: Promise<readonly PopularProduct[]> }
  >();
  const read = async (shopId: ShopId, segmentId: string): Promise<readonly PopularProduct[]> =>
    (await pool.query<PopularProduct>({ ...POPULAR, values: [shopId, segmentId] })).rows;
  return {
    popularAmong(shopId, segmentId) {
      const key = `${shopId}/${segmentId}`;
      const known = kept.get(key);
      if (known && clock.nowMs() - known.atMs < KEEP_MS) return known.products;
      const products = read(shopId, segmentId);
      kept.delete(key);
      kept.set(key, { atMs: clock.nowMs(), products });
      products.catch(() => kept.delete(key));
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return products;
    },
  };
}
