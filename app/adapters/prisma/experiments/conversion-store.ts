import type pg from 'pg';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { VariantId } from '#app/domain/kernel/ids.ts';
import type { ConversionStore } from '#app/ports/order-store.ts';
import { IS_UNDONE } from '../orders/undone.ts';

interface AcceptedRow {
  decision_id: string;
  item_key: string;
  campaign_id: string;
  variant_id: VariantId | null;
  by_event: boolean;
}

/**
 * Items of decisions named on order lines, and items whose acceptance was reported (and not undone) in a checkout. Both
 * come out of the ledger, so an attribute that names no decision of this shop counts for nothing.
 */
const FIND_ACCEPTED = `
  SELECT decision.id AS decision_id, item->>'itemKey' AS item_key, item->>'campaignId' AS campaign_id,
         item->>'variantId' AS variant_id,
         coalesce(decision.checkout_token = $3, false)
           AND EXISTS (SELECT FROM item_event event WHERE event.shop_id = $1 AND event.decision_id = decision.id
                          AND event.item_key = item->>'itemKey' AND event.kind = 'acceptance'
                          AND NOT ${IS_UNDONE}) AS by_event
    FROM decision CROSS JOIN LATERAL jsonb_array_elements(decision.items) AS item
   WHERE decision.shop_id = $1 AND (decision.id = ANY($2::uuid[]) OR decision.checkout_token = $3)
   ORDER BY decision.decided_at, decision.id`;

export function createConversionStore(client: pg.ClientBase, shopId: number): ConversionStore {
  return {
    async findAccepted(decisionIds, checkoutToken) {
      const { rows } = await client.query<AcceptedRow>({
        name: 'find-accepted',
        text: FIND_ACCEPTED,
        values: [shopId, decisionIds, checkoutToken],
      });
      return rows.map((row) => ({
        decisionId: row.decision_id,
        itemKey: row.item_key,
        campaignId: row.campaign_id,
        variantId: row.variant_id,
        byEvent: row.by_event,
      }));
    },
    async replace(orderId, currency, at, conversions) {
      const lineIds = conversions.map(({ lineId }) => lineId);
      await client.query({
        name: 'conversion-clear',
        text: 'DELETE FROM conversion WHERE shop_id = $1 AND order_id = $2 AND line_id <> ALL($3)',
        values: [shopId, orderId, lineIds],
      });
      if (conversions.length === 0) return;
      await client.query({
        name: 'conversion-save',
        text: `
          INSERT INTO conversion (shop_id, order_id, currency, at, line_id, decision_id, item_key, campaign_id, joined_by,
                                  amount_minor)
          SELECT $1, $2, $3, $4, row.*
            FROM unnest($5::text[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::bigint[]) AS row
          ON CONFLICT (shop_id, order_id, line_id) DO UPDATE SET decision_id = EXCLUDED.decision_id,
            item_key = EXCLUDED.item_key, campaign_id = EXCLUDED.campaign_id, joined_by = EXCLUDED.joined_by,
            amount_minor = EXCLUDED.amount_minor, currency = EXCLUDED.currency, at = EXCLUDED.at`,
        values: [
          shopId,
          orderId,
          currency,
          toDate(at),
          lineIds,
          conversions.map(({ decisionId }) => decisionId),
          conversions.map(({ itemKey }) => itemKey),
          conversions.map(({ campaignId }) => campaignId),
          conversions.map(({ joinedBy }) => joinedBy),
          conversions.map(({ amountMinor }) => amountMinor),
        ],
      });
    },
  };
}
