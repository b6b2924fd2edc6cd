import type pg from 'pg';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { IncentiveUses } from '#app/ports/order-store.ts';
import { settleBudgets } from './campaign-budget.ts';

/**
 * Titles as campaigns have them now, then as they had them before: an order may come after a change. Where two share a title, the one that
 * goes first at Shopify took it.
 */
const REPLACE = `
  WITH given AS (
    SELECT (SELECT campaign.id FROM campaign WHERE campaign.shop_id = $1 AND kind = 'incentive'
               AND (content ->> 'title' = title OR EXISTS (
                     SELECT FROM campaign_version AS old WHERE old.shop_id = $1 AND old.campaign_id = campaign.id
                        AND old.body -> 'content' ->> 'title' = title))
             ORDER BY content ->> 'title' = title DESC, status = 'running' DESC, priority DESC, created_at, id LIMIT 1) AS campaign_id,
           sum(amount_minor)::bigint AS amount_minor
      FROM unnest($3::text[], $4::bigint[]) AS discount (title, amount_minor) GROUP BY 1
  ), gone AS (
    DELETE FROM incentive_use WHERE shop_id = $1 AND order_id = $2
       AND campaign_id NOT IN (SELECT campaign_id FROM given WHERE campaign_id IS NOT NULL)
    RETURNING campaign_id
  ), kept AS (
    INSERT INTO incentive_use (shop_id, order_id, campaign_id, amount_minor, currency, ordered_at)
    SELECT $1, $2, campaign_id, amount_minor, $5, $6 FROM given WHERE campaign_id IS NOT NULL
    ON CONFLICT (shop_id, order_id, campaign_id) DO UPDATE SET amount_minor = EXCLUDED.amount_minor, currency = EXCLUDED.currency
    RETURNING campaign_id
  )
  SELECT campaign_id FROM gone UNION SELECT campaign_id FROM kept`;

/** What orders got of incentives, as rows of `incentive_use`. */
export function createIncentiveUses(client: pg.PoolClient, shopId: number): IncentiveUses {
  return {
    async replace({ id, currency, processedAt }, discounts) {
      const titles = discounts.map(({ title }) => title);
      const amounts = discounts.map(({ amountMinor }) => amountMinor);
      const { rows } = await client.query<{ campaign_id: string }>({
        name: 'incentive-uses',
        text: REPLACE,
        values: [shopId, id, titles, amounts, currency, toDate(processedAt)],
      });
      const touched = rows.map(({ campaign_id }) => campaign_id);
      if (touched.length > 0 && (await settleBudgets(client, shopId, touched)))
        await publishChange(client, { shopId, kind: 'config' });
    },
  };
}
