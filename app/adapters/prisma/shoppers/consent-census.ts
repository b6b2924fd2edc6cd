import type pg from 'pg';
import type { ConsentCensus, ConsentCounts } from '#app/ports/consent-census.ts';

/** As domain/profiles/consent.ts reads a profile: visits that are kept say that analytics was agreed to. */
const COUNT = `
  SELECT (count(*))::int AS customers,
         (count(*) FILTER (WHERE attributes->>'emailMarketing' = 'true'))::int AS marketing,
         (count(*) FILTER (WHERE attributes->>'deviceClass' IS NOT NULL OR EXISTS (
            SELECT FROM shopper_activity AS activity WHERE activity.shop_id = $1 AND activity.shopper_id = profile.shopper_id
               AND kind IN ('view', 'search'))))::int AS analytics,
         (SELECT count(*) FROM visitor WHERE shop_id = $1 AND shopper_id IS NULL AND refused_at IS NULL)::int AS browsers,
         (SELECT count(*) FROM visitor WHERE shop_id = $1 AND refused_at IS NOT NULL)::int AS refusals
    FROM profile
   WHERE shop_id = $1 AND merged_into IS NULL AND NOT is_deleted AND starts_with(shopper_id, 'gid://shopify/Customer/')`;

export function createConsentCensus(pool: pg.Pool): ConsentCensus {
  return {
    async count(shopId) {
      const { rows } = await pool.query<ConsentCounts>(COUNT, [shopId]);
      return rows[0] ?? { customers: 0, analytics: 0, marketing: 0, browsers: 0, refusals: 0 };
    },
  };
}
