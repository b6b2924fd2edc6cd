import type pg from 'pg';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { toDate, type Instant } from '#app/domain/kernel/instant.ts';
import { publishChange } from '../../postgres/change-feed.ts';
import { inTransaction, retryDeadlocks } from '../../postgres/transaction.ts';
import { holdRules } from './rules-lock.ts';

interface Built {
  readonly shopId: ShopId;
  readonly segmentId: string;
}

/** Every shopper has been looked at for the rule. */
const IS_BUILT = `next_rule IS NOT NULL AND NOT EXISTS (
  SELECT FROM profile WHERE profile.shop_id = segment.shop_id AND config_version < build_version AND merged_into IS NULL)`;

const BUILT = `
  SELECT segment.shop_id AS "shopId", segment.id AS "segmentId"
    FROM segment JOIN shop ON shop.id = segment.shop_id AND shop.uninstalled_at IS NULL
   WHERE ${IS_BUILT} ORDER BY segment.shop_id, segment.id`;

/** Only shoppers who are in by one rule and out by the other are written, each with its event. */
const SWAP_MEMBERS = `
  WITH moved AS (
    SELECT shopper_id, next_segment_ids @> ARRAY[$2] AS entered FROM profile
     WHERE shop_id = $1 AND merged_into IS NULL AND (segment_ids @> ARRAY[$2]) <> (next_segment_ids @> ARRAY[$2])
  ), noted AS (
    INSERT INTO membership_event (shop_id, segment_id, shopper_id, at, entered, cause)
    SELECT $1, $2, shopper_id, $3, entered, 'rule-edit' FROM moved ORDER BY shopper_id
  )
  UPDATE profile SET segment_ids = CASE WHEN moved.entered THEN array_append(segment_ids, $2)
                                        ELSE array_remove(segment_ids, $2) END
    FROM moved WHERE profile.shop_id = $1 AND profile.shopper_id = moved.shopper_id`;

/** Swaps in every rule whose members are all found. Gives the segments. */
export async function finishBuilds(pool: pg.Pool, now: Instant): Promise<readonly Built[]> {
  const { rows } = await pool.query<Built>(BUILT);
  const finished: Built[] = [];
  for (const built of rows)
    if (await retryDeadlocks(() => inTransaction(pool, (client) => swap(client, built, now))))
      finished.push(built);
  return finished;
}

/** False when it was edited or removed, or somebody swapped it, while this waited for the lock. */
async function swap(client: pg.PoolClient, { shopId, segmentId }: Built, now: Instant): Promise<boolean> {
  await holdRules(client, shopId);
  const { rowCount } = await client.query(
    `UPDATE segment SET rule = next_rule, next_rule = NULL, build_version = NULL, build_at = NULL
      WHERE shop_id = $1 AND id = $2 AND ${IS_BUILT}`,
    [shopId, segmentId],
  );
  if (rowCount === 0) return false;
  await client.query(SWAP_MEMBERS, [shopId, segmentId, toDate(now)]);
  await publishChange(client, { shopId, kind: 'config' });
  await publishChange(client, { shopId, kind: 'profiles' });
  return true;
}
