import type { Database } from '#app/adapters/postgres/database.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { ActivityReport, DayTally, HomeReportStore } from '#app/ports/home-report-store.ts';
import { IS_UNDONE } from '../orders/undone.ts';

/** What happened, counted from the ledger by calendar day in the shop's zone. */
export function createHomeReportStore({ pool }: Pick<Database, 'pool'>): HomeReportStore {
  return {
    async activity(shopId, span) {
      const { rows: dayRows } = await pool.query<DayRow>(DAYS, [toDate(span.now), span.timezone, span.days]);
      const since = dayRows[0]?.starts_at ?? toDate(span.now);
      const { rows } = await pool.query<TallyRow>(TALLIES, [shopId, since, span.timezone]);
      return report(dayRows, rows, toInstant(since));
    },
    fallbacks: (shopId, since) => countFallbacks({ pool }, shopId, since),
  };
}

interface DayRow {
  day: string;
  starts_at: Date;
}

interface TallyRow {
  what: 'decisions' | 'exposures' | 'acceptances' | 'revenue';
  day: string;
  count: string;
  amount_minor: string;
  currency: string | null;
  newest_at: Date;
}

const DAYS = `
  SELECT to_char(day, 'YYYY-MM-DD') AS day, day AT TIME ZONE $2 AS starts_at
  FROM generate_series(
    date_trunc('day', $1::timestamptz AT TIME ZONE $2) - make_interval(days => $3::int - 1),
    date_trunc('day', $1::timestamptz AT TIME ZONE $2), '1 day') AS day
  ORDER BY day`;

/** What servers asked by API was shown to nobody here. An acceptance that was undone counts as none. */
const TALLIES = `
  SELECT 'decisions' AS what, to_char(decided_at AT TIME ZONE $3, 'YYYY-MM-DD') AS day, count(*) AS count,
         0 AS amount_minor, NULL AS currency, max(decided_at) AS newest_at
  FROM decision WHERE shop_id = $1 AND decided_at >= $2 AND channel <> 'api' GROUP BY 2
  UNION ALL
  SELECT CASE kind WHEN 'exposure' THEN 'exposures' ELSE 'acceptances' END,
         to_char(at AT TIME ZONE $3, 'YYYY-MM-DD'), count(*), 0, NULL, max(at)
  FROM item_event AS event
  WHERE shop_id = $1 AND at >= $2
    AND (kind = 'exposure' OR (kind = 'acceptance' AND NOT ${IS_UNDONE}))
  GROUP BY 1, 2
  UNION ALL
  SELECT 'revenue', to_char(at AT TIME ZONE $3, 'YYYY-MM-DD'), count(*), sum(amount_minor), currency, max(at)
  FROM conversion WHERE shop_id = $1 AND at >= $2 GROUP BY 2, currency
  ORDER BY 2, 5`;

function report(dayRows: readonly DayRow[], tallies: readonly TallyRow[], since: Instant): ActivityReport {
  const byDay = Map.groupBy(tallies, (row) => row.day);
  const newest = Math.max(0, ...tallies.map((row) => row.newest_at.getTime()));
  return {
    since,
    days: dayRows.map(({ day }) => tallyOf(day, byDay.get(day) ?? [])),
    newestAt: newest > 0 ? toInstant(new Date(newest)) : null,
  };
}

function tallyOf(day: string, rows: readonly TallyRow[]): DayTally {
  const count = (what: TallyRow['what']) => Number(rows.find((row) => row.what === what)?.count ?? 0);
  const revenue = rows.flatMap((row): Money[] =>
    row.what === 'revenue' && row.currency !== null
      ? [{ amountMinor: Number(row.amount_minor), currency: row.currency }]
      : [],
  );
  return {
    day,
    decisions: count('decisions'),
    exposures: count('exposures'),
    acceptances: count('acceptances'),
    revenue,
  };
}

async function countFallbacks(
  { pool }: Pick<Database, 'pool'>,
  shopId: ShopId,
  since: Instant,
): Promise<{ count: number; newestFailure: string | null }> {
  const { rows } = await pool.query<{ count: string; newest_failure: string | null }>(
    `SELECT count(*) AS count, (array_agg(failure ORDER BY decided_at DESC))[1] AS newest_failure
     FROM decision WHERE shop_id = $1 AND decided_at >= $2 AND channel <> 'api' AND failure IS NOT NULL`,
    [shopId, toDate(since)],
  );
  return { count: Number(rows[0]?.count ?? 0), newestFailure: rows[0]?.newest_failure ?? null };
}
