import type pg from 'pg';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { VariantId } from '#app/domain/kernel/ids.ts';
import type { ConversionStore } from '#app/ports/order-store.ts';
import { IS_UNDONE } from '../orders/undone.ts';

interface ItemRow {
  decision_id: string;
  checkout_token: string | null;
  item_key: string;
  campaign_id: string;
  variant_id: VariantId | null;
  is_accepted: boolean;
}

/**
 * Items of decisions named on order lines, and of decisions in a checkout. Both come out of the ledger, so an attribute that names no
 * decision of this shop counts for nothing.
 */
const FIND_ITEMS = `
  SELECT decision.id AS decision_id, decision.checkout_token, item->>'itemKey' AS item_key, item->>'campaignId' AS campaign_id,
         item->>'variantId' AS variant_id,
         EXISTS (SELECT FROM item_event event WHERE event.shop_id = $1 AND event.decision_id = decision.id
                    AND event.item_key = item->>'itemKey' AND event.kind = 'acceptance'
                    AND NOT ${IS_UNDONE}) AS is_accepted
    FROM decision CROSS JOIN LATERAL jsonb_array_elements(decision.items) AS item
   WHERE decision.shop_id = $1 AND (decision.id = ANY($2::uuid[]) OR decision.checkout_token = ANY($3::text[]))
   ORDER BY decision.decided_at, decision.id`;

/** A line that is no longer there converts nothing any more. */
const CLEAR = `
  DELETE FROM conversion WHERE shop_id = $1 AND order_id = ANY($2)
     AND NOT EXISTS (SELECT FROM unnest($3::text[], $4::text[]) AS kept (order_id, line_id)
                      WHERE kept.order_id = conversion.order_id AND kept.line_id = conversion.line_id)`;

const SAVE = `
  INSERT INTO conversion (shop_id, order_id, currency, at, line_id, decision_id, item_key, campaign_id, joined_by, amount_minor)
  SELECT $1, "orderId", currency, at, "lineId", "decisionId", "itemKey", "campaignId", "joinedBy", "amountMinor"
    FROM jsonb_to_recordset($2::jsonb) AS row ("orderId" text, currency text, at timestamptz, "lineId" text, "decisionId" uuid,
         "itemKey" text, "campaignId" text, "joinedBy" text, "amountMinor" bigint)
  ON CONFLICT (shop_id, order_id, line_id) DO UPDATE SET decision_id = EXCLUDED.decision_id,
    item_key = EXCLUDED.item_key, campaign_id = EXCLUDED.campaign_id, joined_by = EXCLUDED.joined_by,
    amount_minor = EXCLUDED.amount_minor, currency = EXCLUDED.currency, at = EXCLUDED.at`;

export function createConversionStore(client: pg.ClientBase, shopId: number): ConversionStore {
  return {
    async findItems(decisionIds, checkoutTokens) {
      const { rows } = await client.query<ItemRow>({
        name: 'conversion-items',
        text: FIND_ITEMS,
        values: [shopId, decisionIds, checkoutTokens],
      });
      return rows.map((row) => ({
        decisionId: row.decision_id,
        checkoutToken: row.checkout_token,
        itemKey: row.item_key,
        campaignId: row.campaign_id,
        variantId: row.variant_id,
        isAccepted: row.is_accepted,
      }));
    },
    async replace(orders) {
      if (orders.length === 0) return;
      const rows = orders.flatMap(({ order: { id: orderId, currency, processedAt }, rows: conversions }) =>
        conversions.map((conversion) => ({ ...conversion, orderId, currency, at: toDate(processedAt) })),
      );
      await client.query({
        name: 'conversion-clear',
        text: CLEAR,
        values: [
          shopId,
          orders.map(({ order }) => order.id),
          rows.map(({ orderId }) => orderId),
          rows.map(({ lineId }) => lineId),
        ],
      });
      if (rows.length === 0) return;
      await client.query({ name: 'conversion-save', text: SAVE, values: [shopId, JSON.stringify(rows)] });
    },
  };
}
