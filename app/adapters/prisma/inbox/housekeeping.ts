import type pg from 'pg';
import type { Housekeeping } from '#app/ports/housekeeping.ts';

const LIMIT = 5_000;

/**
 * Bodies of folded deliveries after seven days (the event ids stay thirty, to know repetitions), closed carts and those that
 * were left after ninety days, exports after they expire. What was seen in a browser that led to no customer, and the browser
 * itself, after ninety days; malformed events of the web pixel, which anybody may send, after thirty. The history of segments and
 * their recounts, checkouts as experiments count them, and failures that extensions told, after four hundred days: a year can be
 * compared with the one before. What decisions were made from after ninety days. Previews of campaigns after they expire. Catalogs are read anew once a day: no webhook tells which collections a product is in.
 */
const CHORES: Readonly<Record<string, string>> = {
  deliveriesRemoved: `DELETE FROM inbox_delivery WHERE id IN (
    SELECT id FROM inbox_delivery WHERE status = 'folded' AND folded_at < $1::timestamptz - interval '30 days' LIMIT ${LIMIT})`,
  bodiesRemoved: `UPDATE inbox_delivery SET body = '' WHERE id IN (
    SELECT id FROM inbox_delivery WHERE status = 'folded' AND body <> ''
       AND folded_at < $1::timestamptz - interval '7 days' LIMIT ${LIMIT})`,
  cartsRemoved: `DELETE FROM open_cart WHERE greatest(updated_at, completed_at) < $1::timestamptz - interval '90 days'`,
  visitorActivityRemoved: `DELETE FROM shopper_activity WHERE visitor_id IS NOT NULL AND shopper_id IS NULL
    AND at < $1::timestamptz - interval '90 days'`,
  visitorTokensRemoved: `DELETE FROM visitor_token WHERE at < $1::timestamptz - interval '90 days'`,
  visitorsRemoved: `DELETE FROM visitor WHERE seen_at < $1::timestamptz - interval '90 days'`,
  pixelRefusalsRemoved: `DELETE FROM inbox_delivery WHERE id IN (
    SELECT id FROM inbox_delivery WHERE status = 'quarantined' AND starts_with(topic, 'pixel/')
       AND received_at < $1::timestamptz - interval '30 days' LIMIT ${LIMIT})`,
  abandonedCartsRemoved: `DELETE FROM abandoned_cart WHERE abandoned_at < $1::timestamptz - interval '90 days'`,
  catalogsReopened: `UPDATE backfill SET status = 'pending', operation_id = NULL WHERE step = 'products'
    AND status IN ('done', 'failed') AND finished_at < $1::timestamptz - interval '1 day'`,
  membershipEventsRemoved: `DELETE FROM membership_event WHERE id IN (
    SELECT id FROM membership_event WHERE at < $1::timestamptz - interval '400 days' LIMIT ${LIMIT})`,
  recountsRemoved: `DELETE FROM segment_recount WHERE at < $1::timestamptz - interval '400 days'`,
  decisionRecordsRemoved: `DELETE FROM decision_record WHERE decision_id IN (
    SELECT decision_id FROM decision_record WHERE decided_at < $1::timestamptz - interval '90 days' LIMIT ${10 * LIMIT})`,
  // A part is used on a day by decisions of that day, so a day more than they are kept.
  decisionPartsRemoved: `DELETE FROM decision_part WHERE (shop_id, key) IN (
    SELECT shop_id, key FROM decision_part WHERE used_on < ($1::timestamptz - interval '92 days')::date LIMIT ${LIMIT})`,
  previewsRemoved: `DELETE FROM campaign_preview WHERE expires_at < $1`,
  checkoutsRemoved: `DELETE FROM checkout WHERE first_seen_at < $1::timestamptz - interval '400 days'`,
  failuresRemoved: `DELETE FROM checkout_failure WHERE hour < $1::timestamptz - interval '400 days'`,
  exportsExpired: `UPDATE compliance_receipt SET export_cipher = NULL WHERE export_cipher IS NOT NULL AND expires_at < $1`,
};

export function createHousekeeping(pool: pg.Pool): Housekeeping {
  return {
    async run(now) {
      const counts: Record<string, number> = {};
      for (const [chore, text] of Object.entries(CHORES))
        counts[chore] = (await pool.query(text, [now])).rowCount ?? 0;
      return counts;
    },
  };
}
