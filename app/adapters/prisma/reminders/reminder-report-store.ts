import type pg from 'pg';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { ReminderReportStore, ReminderTally } from '#app/ports/reminder-report.ts';
import { ABANDONED_COLUMNS, toAbandonedCart, type AbandonedRow } from './abandoned-rows.ts';

const HELPED = `state = 'recovered' AND sent_at IS NOT NULL AND ordered_at BETWEEN sent_at AND sent_at + interval '7 days'`;

const TALLY = `
  SELECT count(*)::int AS abandoned, count(customer_id)::int AS known,
         count(*) FILTER (WHERE state = 'reminded' OR (state = 'recovered' AND sent_at IS NOT NULL))::int AS reminded,
         count(*) FILTER (WHERE ${HELPED})::int AS recovered,
         coalesce(sum(value_minor) FILTER (WHERE ${HELPED}), 0)::float8 AS "recoveredMinor",
         count(*) FILTER (WHERE state = 'recovered' AND sent_at IS NULL)::int AS "orderedAnyway"
    FROM abandoned_cart WHERE shop_id = $1 AND abandoned_at >= $2`;

const NONE: ReminderTally = {
  abandoned: 0,
  known: 0,
  reminded: 0,
  recovered: 0,
  recoveredMinor: 0,
  orderedAnyway: 0,
};

/** What became of carts that were left. */
export function createReminderReportStore(pool: pg.Pool): ReminderReportStore {
  return {
    async tally(shopId, since) {
      const { rows } = await pool.query<ReminderTally>(TALLY, [shopId, toDate(since)]);
      return rows[0] ?? NONE;
    },
    async newest(shopId, limit) {
      const { rows } = await pool.query<AbandonedRow & { problem: string | null }>(
        `SELECT ${ABANDONED_COLUMNS}, problem FROM abandoned_cart WHERE shop_id = $1
          ORDER BY abandoned_at DESC, cart_token LIMIT $2`,
        [shopId, limit],
      );
      return rows.map((row) => ({ ...toAbandonedCart(row), problem: row.problem }));
    },
    async countOptOuts(shopId) {
      const { rows } = await pool.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM email_opt_out WHERE shop_id = $1',
        [shopId],
      );
      return rows[0]?.count ?? 0;
    },
  };
}
