import type { Pool } from 'pg';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import { DOUBTED, REFUSED } from '#app/ports/local-payload-store.ts';
import type { LocalSwitch } from '#app/ports/local-switch.ts';
import { DOUBT } from './local-payload-store.ts';

interface TallyRow {
  since: Date | null;
  written_at: Date | null;
  calls_today: number;
  problem: string | null;
  shop: number;
  products: number;
  customers: number;
  holds_until: Date | null;
  items: number;
  same: number;
}

const TALLY = `
  WITH written AS (
    SELECT count(*) FILTER (WHERE starts_with(owner_id, 'gid://shopify/Shop/'))::int AS shop,
           count(*) FILTER (WHERE starts_with(owner_id, 'gid://shopify/Product/'))::int AS products,
           count(*) FILTER (WHERE starts_with(owner_id, 'gid://shopify/Customer/'))::int AS customers,
           min(until) FILTER (WHERE starts_with(owner_id, 'gid://shopify/Shop/')) AS holds_until
      FROM local_payload WHERE shop_id = $1 AND hash NOT IN ('${REFUSED}', '${DOUBTED}')
  ), newest AS (
    SELECT items FROM decision WHERE shop_id = $1 ORDER BY decided_at DESC LIMIT 2000
  ), shown AS (
    SELECT count(*)::int AS items, count(*) FILTER (WHERE item ->> 'shownLocally' = 'same')::int AS same
      FROM newest, jsonb_array_elements(newest.items) AS item WHERE item ? 'shownLocally'
  )
  SELECT since, written_at, problem, CASE WHEN day = ($2::timestamptz AT TIME ZONE 'UTC')::date THEN calls ELSE 0 END AS calls_today,
         written.*, shown.*
    FROM written CROSS JOIN shown LEFT JOIN local_decision ON shop_id = $1`;

/** The switch in a row of `local_decision`; what it does, from the rows beside it. */
export function createLocalSwitch(pool: Pool): LocalSwitch {
  return {
    async switchOn(shopId, at) {
      // Products are gone through anew: what was written of them may have been emptied.
      await pool.query(
        `INSERT INTO local_decision AS known (shop_id, since, day, calls)
         VALUES ($1, $2, ($2::timestamptz AT TIME ZONE 'UTC')::date, 0)
         ON CONFLICT (shop_id) DO UPDATE SET since = coalesce(known.since, $2), products_of = NULL, product_cursor = NULL,
           problem = NULL, failures = 0, retry_at = NULL`,
        [shopId, toDate(at)],
      );
    },
    async switchOff(shopId, ownerId) {
      // A round that is under way may have written it since it was emptied: the next one empties it again, or writes it where it is on again.
      await pool.query(
        `WITH doubted AS (${DOUBT})
         UPDATE local_decision SET since = NULL, problem = NULL, failures = 0, retry_at = NULL WHERE shop_id = $1`,
        [shopId, ownerId],
      );
    },
    async tally(shopId, now) {
      const { rows } = await pool.query<TallyRow>(TALLY, [shopId, toDate(now)]);
      const [row] = rows;
      const instantOf = (date: Date | null | undefined) => (date ? toInstant(date) : null);
      return {
        since: instantOf(row?.since),
        written: { shop: row?.shop ?? 0, products: row?.products ?? 0, customers: row?.customers ?? 0 },
        holdsUntil: instantOf(row?.holds_until),
        writtenAt: instantOf(row?.written_at),
        callsToday: row?.calls_today ?? 0,
        problem: row?.problem ?? null,
        shown: { items: row?.items ?? 0, same: row?.same ?? 0 },
      };
    },
  };
}
