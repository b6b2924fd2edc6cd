import type pg from 'pg';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import type { DecidedShopper, MembershipReader, MembershipStore } from '#app/ports/membership-store.ts';
import { publishChange } from '../postgres/change-feed.ts';
import { inTransaction } from '../postgres/transaction.ts';
import { readProfile } from './profile-rows.ts';
import { readSegments } from './segment-rows.ts';
import { SHOP_COLUMNS, toShop, type ShopRow } from './shop-store.ts';

interface StaleRow {
  shop_id: ShopId;
  shopper_id: CustomerId;
  data: Buffer;
}

const DUE = `
  SELECT profile.shop_id, profile.shopper_id, profile.data
    FROM profile JOIN shop ON shop.id = profile.shop_id AND shop.uninstalled_at IS NULL
   WHERE profile.next_change_at <= $1 AND profile.merged_into IS NULL
   ORDER BY profile.next_change_at LIMIT $2 FOR UPDATE OF profile SKIP LOCKED`;

/** One shop at a time, so that the index on (shop, config version) finds the chunk. */
const OUTDATED = `
  SELECT profile.shop_id, profile.shopper_id, profile.data
    FROM profile
   WHERE profile.shop_id = $1 AND profile.config_version < $2 AND profile.merged_into IS NULL
   LIMIT $3 FOR UPDATE SKIP LOCKED`;

const OUTDATED_SHOPS = `
  SELECT id, config_version FROM shop
   WHERE uninstalled_at IS NULL
     AND EXISTS (SELECT FROM profile WHERE shop_id = shop.id AND config_version < shop.config_version)
   ORDER BY id`;

export function createMembershipStore(pool: pg.Pool): MembershipStore {
  return {
    decideChunk: (reason, now, limit, decide) =>
      inTransaction(pool, async (client) => {
        const rows = await claim(client, reason, now, limit);
        if (rows.length === 0) return 0;
        const shoppers = rows.map(({ shop_id, shopper_id, data }) => ({
          shopId: shop_id,
          customerId: shopper_id,
          profile: readProfile(data, shopper_id),
        }));
        const decided = await decide(shoppers, readerOf(client));
        await save(client, decided);
        // Always in the same order, so that two workers cannot wait for each other.
        for (const shopId of [...new Set(decided.map((each) => each.shopId))].sort((a, b) => a - b))
          await publishChange(client, { shopId, kind: 'profiles' });
        return rows.length;
      }),
  };
}

async function claim(
  client: pg.PoolClient,
  reason: 'time' | 'rules',
  now: number,
  limit: number,
): Promise<readonly StaleRow[]> {
  if (reason === 'time') return (await client.query<StaleRow>(DUE, [toDate(now), limit])).rows;
  const shops = await client.query<{ id: ShopId; config_version: number }>(OUTDATED_SHOPS);
  for (const shop of shops.rows) {
    const { rows } = await client.query<StaleRow>(OUTDATED, [shop.id, shop.config_version, limit]);
    if (rows.length > 0) return rows;
  }
  return [];
}

function readerOf(client: pg.PoolClient): MembershipReader {
  return {
    async shop(id) {
      const { rows } = await client.query<ShopRow>(`SELECT ${SHOP_COLUMNS} FROM shop WHERE id = $1`, [id]);
      invariant(rows[0], 'a profile has a shop');
      return toShop(rows[0]);
    },
    segmentsOf: (id) => readSegments(client, id),
  };
}

/** Sets of segments travel as JSON: unnest takes no lists of lists of different lengths. */
async function save(client: pg.PoolClient, decided: readonly DecidedShopper[]): Promise<void> {
  const rows = decided.map((each) => ({
    ...each,
    nextChangeAt: each.nextChangeAt === null ? null : toDate(each.nextChangeAt),
  }));
  await client.query(
    `UPDATE profile SET segment_ids = ARRAY(SELECT jsonb_array_elements_text(row."segmentIds")),
            next_change_at = row."nextChangeAt", config_version = row."configVersion"
       FROM jsonb_to_recordset($1::jsonb) AS row
            ("shopId" int, "customerId" text, "segmentIds" jsonb, "nextChangeAt" timestamptz, "configVersion" int)
      WHERE profile.shop_id = row."shopId" AND profile.shopper_id = row."customerId"`,
    [JSON.stringify(rows)],
  );
}
