import type pg from 'pg';
import { DEFAULT_RETENTION } from '#app/contracts/retention-settings.ts';
import type { Housekeeping } from '#app/ports/housekeeping.ts';

const LIMIT = 5_000;

/**
 * What no shop chooses: event ids of folded deliveries after thirty days, to know repetitions until then; closed carts and those that
 * were left after ninety days, exports after they expire; malformed events of the web pixel, which anybody may send, after thirty. The history of
 * segments and their recounts, checkouts as experiments count them, and failures that extensions told, after four hundred days: a year can
 * be compared with the one before. Deliveries of shops that are not here, which nobody chooses for, as long as a shop that never chose keeps refused
 * ones. Previews of campaigns after they expire; payloads of checkouts a day after others took their place, as a
 * checkout reads its metafields when it is opened and asks a moment later. Counts of deliveries by hour after sixty days. Catalogs are read
 * anew once a day: no webhook tells which collections a product is in. What a shop chooses stands in retention-store.ts.
 */
const CHORES: Readonly<Record<string, string>> = {
  deliveriesRemoved: `DELETE FROM inbox_delivery WHERE id IN (
    SELECT id FROM inbox_delivery WHERE status = 'folded' AND folded_at < $1::timestamptz - interval '30 days' LIMIT ${LIMIT})`,
  cartsRemoved: `DELETE FROM open_cart WHERE greatest(updated_at, completed_at) < $1::timestamptz - interval '90 days'`,
  pixelRefusalsRemoved: `DELETE FROM inbox_delivery WHERE id IN (
    SELECT id FROM inbox_delivery WHERE status = 'quarantined' AND starts_with(topic, 'pixel/')
       AND received_at < $1::timestamptz - interval '30 days' LIMIT ${LIMIT})`,
  catalogsReopened: `UPDATE backfill SET status = 'pending', operation_id = NULL WHERE step = 'products'
    AND status IN ('done', 'failed') AND finished_at < $1::timestamptz - interval '1 day'`,
  strangersRemoved: `DELETE FROM inbox_delivery WHERE id IN (
    SELECT id FROM inbox_delivery stranger WHERE status = 'quarantined'
       AND received_at < $1::timestamptz - interval '${DEFAULT_RETENTION.quarantine} days'
       AND NOT EXISTS (SELECT FROM shop WHERE domain = stranger.shop) LIMIT ${LIMIT})`,
  membershipEventsRemoved: `DELETE FROM membership_event WHERE id IN (
    SELECT id FROM membership_event WHERE at < $1::timestamptz - interval '400 days' LIMIT ${LIMIT})`,
  recountsRemoved: `DELETE FROM segment_recount WHERE at < $1::timestamptz - interval '400 days'`,
  previewsRemoved: `DELETE FROM campaign_preview WHERE expires_at < $1`,
  payloadTextsRemoved: `DELETE FROM local_payload_text WHERE replaced_at < $1::timestamptz - interval '1 day'`,
  checkoutsRemoved: `DELETE FROM checkout WHERE first_seen_at < $1::timestamptz - interval '400 days'`,
  failuresRemoved: `DELETE FROM checkout_failure WHERE hour < $1::timestamptz - interval '400 days'`,
  intakeHoursRemoved: `DELETE FROM intake_hour WHERE hour < $1::timestamptz - interval '60 days'`,
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
