import type { Pool } from 'pg';
import { settleBudgetsAlone } from '../campaigns/campaign-budget.ts';
import type { ItemEvent, ItemEventStore } from '#app/ports/ledger.ts';

const RECORD = {
  name: 'record-item-events',
  text: `
    WITH given AS (
      SELECT DISTINCT ON ("decisionId", "itemKey", kind) *
        FROM jsonb_to_recordset($2::jsonb) AS t("decisionId" uuid, "itemKey" text, kind text, "atMs" float8)
       ORDER BY "decisionId", "itemKey", kind, CASE WHEN kind IN ('acceptance', 'undo') THEN -"atMs" ELSE "atMs" END
    ), checked AS (
      SELECT given.*, decision.id IS NULL OR EXISTS (
               SELECT 1 FROM jsonb_array_elements(decision.items) item WHERE item ->> 'itemKey' = given."itemKey"
             ) AS is_known
        FROM given LEFT JOIN decision ON decision.shop_id = $1 AND decision.id = given."decisionId"
    ), inserted AS (
      INSERT INTO item_event AS known (shop_id, decision_id, item_key, kind, campaign_id, at)
      SELECT $1, "decisionId", "itemKey", kind, split_part("itemKey", ':', 1), to_timestamp("atMs" / 1000.0)
        FROM checked WHERE is_known
      ON CONFLICT (shop_id, decision_id, item_key, kind) DO UPDATE SET at = excluded.at
        WHERE known.kind IN ('acceptance', 'undo') AND excluded.at > known.at
      RETURNING xmax = 0 AS is_new
    )
    SELECT (SELECT count(*)::int FROM inserted WHERE is_new) AS recorded,
           (SELECT count(*)::int FROM checked WHERE NOT is_known) AS unknown`,
};

/**
 * Item events as rows, one a kind. Of acceptances and undos the newest time is kept, so that the later of the two tells how
 * it stands: a shopper may undo and accept again. The campaign is the first part of the item key.
 */
export function createItemEventStore(pool: Pool): ItemEventStore {
  return {
    async record(shopId, events) {
      const { rows } = await pool.query<{ recorded: number; unknown: number }>({
        ...RECORD,
        values: [shopId, JSON.stringify(events)],
      });
      const campaignIds = campaignsOfTaps(events);
      if (campaignIds.length > 0) await settleBudgetsAlone(pool, shopId, campaignIds);
      return rows[0] ?? { recorded: 0, unknown: 0 };
    },
  };
}

/** Campaigns whose count of acceptances may have changed. */
function campaignsOfTaps(events: readonly ItemEvent[]): readonly string[] {
  const taps = events.filter(({ kind }) => kind === 'acceptance' || kind === 'undo');
  return [...new Set(taps.map(({ itemKey }) => itemKey.slice(0, itemKey.indexOf(':'))))];
}
