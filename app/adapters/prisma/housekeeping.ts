import type pg from 'pg';
import type { Housekeeping } from '#app/ports/housekeeping.ts';

const LIMIT = 5_000;

/**
 * Bodies of folded deliveries after seven days (the event ids stay thirty, to know repetitions), closed carts after ninety
 * days, exports after they expire.
 */
const CHORES: Readonly<Record<string, string>> = {
  deliveriesRemoved: `DELETE FROM inbox_delivery WHERE id IN (
    SELECT id FROM inbox_delivery WHERE status = 'folded' AND folded_at < $1::timestamptz - interval '30 days' LIMIT ${LIMIT})`,
  bodiesRemoved: `UPDATE inbox_delivery SET body = '' WHERE id IN (
    SELECT id FROM inbox_delivery WHERE status = 'folded' AND body <> ''
       AND folded_at < $1::timestamptz - interval '7 days' LIMIT ${LIMIT})`,
  cartsRemoved: `DELETE FROM open_cart WHERE greatest(updated_at, completed_at) < $1::timestamptz - interval '90 days'`,
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
