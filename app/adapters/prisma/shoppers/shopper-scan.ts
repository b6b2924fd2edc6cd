import type { Database } from '#app/adapters/postgres/database.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { ShopId, ShopperId } from '#app/domain/kernel/ids.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { MemberCounts, ShopperScan } from '#app/ports/shopper-scan.ts';
import { PROFILE_COLUMNS, readProfile, type ProfileRow } from './profile-rows.ts';

/** Profiles decoded at a stretch: some milliseconds' worth, so that nobody else waits long. */
const PAGE = 50;

/** Counts and pages over a shop's profiles; merged ones count as the shopper they were merged into. */
export function createShopperScan({ pool }: Pick<Database, 'pool'>): ShopperScan {
  return {
    countMembers: (shopId) => countMembers({ pool }, shopId),
    async countShoppers(shopId) {
      const { rows } = await pool.query<{ count: string }>(
        'SELECT count(*) AS count FROM profile WHERE shop_id = $1 AND merged_into IS NULL AND NOT is_deleted',
        [shopId],
      );
      return Number(rows[0]?.count ?? 0);
    },
    readProfiles: (shopId, limit) => readProfiles({ pool }, shopId, limit),
    findProfiles: (shopId, shopperIds) => findProfiles({ pool }, shopId, shopperIds),
  };
}

const TOTALS = `
  SELECT count(*) AS shoppers, max(updated_at) AS newest_at,
         count(*) FILTER (WHERE config_version < (
           SELECT GREATEST(rules_version, (SELECT max(build_version) FROM segment
                                            WHERE segment.shop_id = shop.id AND next_rule IS NOT NULL))
             FROM shop WHERE id = $1)) AS waiting
    FROM profile WHERE shop_id = $1 AND merged_into IS NULL AND NOT is_deleted`;

const WAITING = `
  SELECT segment.id AS segment_id, count(profile.shopper_id) AS members
    FROM segment LEFT JOIN profile ON profile.shop_id = segment.shop_id AND merged_into IS NULL AND NOT is_deleted
                                  AND config_version < build_version
   WHERE segment.shop_id = $1 AND next_rule IS NOT NULL GROUP BY segment.id`;

async function countMembers({ pool }: Pick<Database, 'pool'>, shopId: ShopId): Promise<MemberCounts> {
  const [totals, members, building] = await Promise.all([
    pool.query<{ shoppers: string; waiting: string; newest_at: Date | null }>(TOTALS, [shopId]),
    pool.query<CountRow>(
      `SELECT segment_id, count(*) AS members FROM profile, unnest(segment_ids) AS segment_id
       WHERE shop_id = $1 AND merged_into IS NULL AND NOT is_deleted GROUP BY segment_id`,
      [shopId],
    ),
    pool.query<CountRow>(WAITING, [shopId]),
  ]);
  const [total] = totals.rows;
  return {
    shoppers: Number(total?.shoppers ?? 0),
    waiting: Number(total?.waiting ?? 0),
    newestAt: total?.newest_at ? toInstant(total.newest_at) : null,
    bySegment: toCounts(members.rows),
    waitingBySegment: toCounts(building.rows),
  };
}

interface CountRow {
  segment_id: string;
  members: string;
}

function toCounts(rows: readonly CountRow[]): ReadonlyMap<string, number> {
  return new Map(rows.map((row) => [row.segment_id, Number(row.members)]));
}

async function* readProfiles(
  { pool }: Pick<Database, 'pool'>,
  shopId: ShopId,
  limit: number,
): AsyncGenerator<readonly Profile[]> {
  const { rows: ids } = await pool.query<{ shopper_id: ShopperId }>(
    `SELECT shopper_id FROM profile WHERE shop_id = $1 AND merged_into IS NULL AND NOT is_deleted
     ORDER BY hashtext(shopper_id), shopper_id LIMIT $2`,
    [shopId, limit],
  );
  for (let start = 0; start < ids.length; start += PAGE) {
    const page = ids.slice(start, start + PAGE).map((row) => row.shopper_id);
    yield await findProfiles({ pool }, shopId, page);
  }
}

async function findProfiles(
  { pool }: Pick<Database, 'pool'>,
  shopId: ShopId,
  shopperIds: readonly ShopperId[],
): Promise<readonly Profile[]> {
  const { rows } = await pool.query<ProfileRow>(
    `WITH asked AS (
       SELECT coalesce(merged_into, shopper_id) AS id, min(array_position($2, shopper_id)) AS place
         FROM profile WHERE shop_id = $1 AND shopper_id = ANY($2) GROUP BY 1)
     SELECT ${PROFILE_COLUMNS} FROM asked JOIN profile ON shop_id = $1 AND shopper_id = id AND NOT is_deleted ORDER BY place`,
    [shopId, shopperIds],
  );
  return rows.map((row) => readProfile(row));
}
