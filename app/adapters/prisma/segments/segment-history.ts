import type { Database } from '#app/adapters/postgres/database.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import { isOfThemselves, MEMBERSHIP_CAUSES } from '#app/domain/segments/membership.ts';
import type {
  DailyMoves,
  SegmentHistory,
  SharedMembers,
  ShopTraffic,
  Traffic,
} from '#app/ports/segment-history.ts';
import { readMemberGroups } from './member-groups.ts';

const DAILY_MOVES = `
  SELECT segment_id AS "segmentId", to_char(local_day, 'YYYY-MM-DD') AS day, cause, entered, "left"
    FROM (SELECT segment_id, (at AT TIME ZONE $3)::date AS local_day, cause,
                 count(*) FILTER (WHERE entered)::int AS entered, count(*) FILTER (WHERE NOT entered)::int AS "left"
            FROM membership_event
           WHERE shop_id = $1 AND at >= $2 AND ($4::text IS NULL OR segment_id = $4)
           GROUP BY 1, 2, 3) AS moved ORDER BY 2, 1, 3`;

const OF_THEMSELVES = MEMBERSHIP_CAUSES.filter(isOfThemselves);

/** Two ends of an index for each segment: the record itself may be long. */
const REACHES = `
  SELECT segment.id, first.at AS first_at, last.at AS last_entry_at
    FROM segment
    JOIN LATERAL (SELECT at FROM membership_event AS event WHERE event.shop_id = $1 AND segment_id = segment.id
                   ORDER BY at LIMIT 1) AS first ON true
    LEFT JOIN LATERAL (SELECT at FROM membership_event AS event
                        WHERE event.shop_id = $1 AND segment_id = segment.id AND entered
                          AND cause = ANY($2)
                        ORDER BY at DESC LIMIT 1) AS last ON true
   WHERE segment.shop_id = $1`;

/** Shoppers of whom pairs are counted where there are more than this. */
const SAMPLE = 50_000;

/** Everybody, or the share of them that a hash picks: 1,024ths. */
const SHARED = `
  WITH looked AS MATERIALIZED (
    SELECT segment_ids FROM profile
     WHERE shop_id = $1 AND merged_into IS NULL AND cardinality(segment_ids) > 0
       AND (hashtext(shopper_id) & 1023) < (
         SELECT ceil(1024.0 * ${SAMPLE} / greatest(count(*), ${SAMPLE})) FROM profile WHERE shop_id = $1)
  ), size AS (
    SELECT id, count(*)::int AS members FROM looked, unnest(segment_ids) AS id GROUP BY id
  ), pair AS (
    SELECT a, b, count(*)::int AS shared FROM looked, unnest(segment_ids) AS a, unnest(segment_ids) AS b
     WHERE a < b GROUP BY a, b
  )
  SELECT a, b, of_a.members AS "membersOfA", of_b.members AS "membersOfB", shared
    FROM pair JOIN size AS of_a ON of_a.id = a JOIN size AS of_b ON of_b.id = b ORDER BY shared DESC, a, b`;

const SHARED_WITH = `
  SELECT id, count(*)::int AS shared FROM profile, unnest(segment_ids) AS id
   WHERE shop_id = $1 AND merged_into IS NULL AND segment_ids @> ARRAY[$2] AND id <> $2 GROUP BY id`;

/**
 * A checkout is completed when an order names it that was neither cancelled nor a test. It counts as asked last, for the shopper who
 * was known at any time in it.
 */
const TRAFFIC = `
  WITH asked AS MATERIALIZED (
    SELECT DISTINCT ON (checkout_token) checkout_token, shopper_id, decided_at, basis->'segmentIds' AS segment_ids
      FROM decision
     WHERE shop_id = $1 AND decided_at >= $2 AND channel = 'checkout' AND checkout_token IS NOT NULL
     ORDER BY checkout_token, shopper_id NULLS LAST, decided_at DESC
  ), checkout AS MATERIALIZED (
    SELECT asked.*, EXISTS (SELECT FROM orders
                             WHERE orders.shop_id = $1 AND orders.checkout_token = asked.checkout_token
                               AND cancelled_at IS NULL AND NOT test) AS completed
      FROM asked
  ), young AS MATERIALIZED (
    SELECT id FROM segment WHERE shop_id = $1 AND updated_at > $3
  ), counted AS (
    SELECT 'ofMembers' AS way, young.id, completed
      FROM checkout JOIN profile ON profile.shop_id = $1 AND profile.shopper_id = checkout.shopper_id
                    JOIN young ON young.id = ANY(profile.segment_ids)
     WHERE EXISTS (SELECT FROM young)
    UNION ALL
    SELECT 'decidedIn', segment.id, completed
      FROM checkout JOIN segment ON segment.shop_id = $1 AND checkout.segment_ids ? segment.id
                                AND decided_at >= segment.updated_at
    UNION ALL SELECT 'shop', '', completed FROM checkout
  )
  SELECT way, id, count(*)::int AS checkouts, count(*) FILTER (WHERE completed)::int AS completed
    FROM counted GROUP BY way, id`;

interface TrafficRow {
  readonly way: 'ofMembers' | 'decidedIn' | 'shop';
  readonly id: string;
  readonly checkouts: number;
  readonly completed: number;
}

function toTraffic(rows: readonly TrafficRow[]): ShopTraffic {
  const by = (way: TrafficRow['way']): ReadonlyMap<string, Traffic> =>
    new Map(
      rows.flatMap((row) =>
        row.way === way ? [[row.id, { checkouts: row.checkouts, completed: row.completed }]] : [],
      ),
    );
  return {
    shop: by('shop').get('') ?? { checkouts: 0, completed: 0 },
    ofMembers: by('ofMembers'),
    decidedIn: by('decidedIn'),
  };
}

/** Membership events and memberships, counted by set-based SQL. */
export function createSegmentHistory({ pool }: Pick<Database, 'pool'>): SegmentHistory {
  return {
    async dailyMoves({ id, timezone }, since, segmentId) {
      const values = [id, toDate(since), timezone, segmentId ?? null];
      return (await pool.query<DailyMoves>(DAILY_MOVES, values)).rows;
    },
    async reaches(shopId) {
      const { rows } = await pool.query<{ id: string; first_at: Date; last_entry_at: Date | null }>(REACHES, [
        shopId,
        OF_THEMSELVES,
      ]);
      return new Map(
        rows.map((row) => [
          row.id,
          {
            firstAt: toInstant(row.first_at),
            lastEntryAt: row.last_entry_at && toInstant(row.last_entry_at),
          },
        ]),
      );
    },
    async sharedMembers(shopId) {
      return (await pool.query<SharedMembers>(SHARED, [shopId])).rows;
    },
    async sharedWith(shopId, segmentId) {
      const values = [shopId, segmentId];
      const { rows } = await pool.query<{ id: string; shared: number }>(SHARED_WITH, values);
      return new Map(rows.map(({ id, shared }) => [id, shared]));
    },
    memberGroups: (shop, segmentId, { since, now }, tiers) =>
      readMemberGroups(pool, { shopId: shop.id, currency: shop.currency, segmentId, since, now, tiers }),
    async countSilent(shopId, segmentId, since) {
      const { rows } = await pool.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM profile
          WHERE shop_id = $1 AND merged_into IS NULL AND segment_ids @> ARRAY[$2] AND updated_at < $3`,
        [shopId, segmentId, toDate(since)],
      );
      return rows[0]?.count ?? 0;
    },
    async traffic(shopId, since, youngSince) {
      const values = [shopId, toDate(since), toDate(youngSince)];
      return toTraffic((await pool.query<TrafficRow>(TRAFFIC, values)).rows);
    },
  };
}
