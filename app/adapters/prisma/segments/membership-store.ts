import type pg from 'pg';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { DecidedShopper, MembershipStore, StaleShopper } from '#app/ports/membership-store.ts';
import { publishChange } from '../../postgres/change-feed.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { finishBuilds } from './finish-builds.ts';
import { insertMembershipEvents } from './membership-events.ts';
import {
  MEMBERSHIP_COLUMNS,
  MEMBERSHIP_RECORD,
  membershipJson,
  SET_MEMBERSHIPS,
  toMemberships,
  type MembershipRow,
} from './membership-rows.ts';
import { markBuyers } from '../catalog/product-changes.ts';
import { PROFILE_COLUMNS, readProfile, type ProfileRow } from '../shoppers/profile-rows.ts';
import { shareRules } from './rules-lock.ts';
import { createRuleSource } from './segment-rows.ts';
import { SHOP_COLUMNS, toShop, type ShopRow } from '../shops/shop-store.ts';

interface StaleRow extends MembershipRow, ProfileRow {
  shopper_id: CustomerId;
}

/** Below this config version a shop's shoppers must be looked at again: for what rules mean, or for a rule being built. */
const LOOKED_AT = `GREATEST(shop.rules_version,
  (SELECT max(build_version) FROM segment WHERE segment.shop_id = shop.id AND next_rule IS NOT NULL))`;

const STALE_SHOPS = {
  time: `SELECT id FROM shop WHERE uninstalled_at IS NULL
            AND EXISTS (SELECT FROM profile WHERE shop_id = shop.id AND next_change_at <= $1) ORDER BY id`,
  // Its parameter serves nothing here.
  rules: `SELECT id FROM shop WHERE uninstalled_at IS NULL AND $1::timestamptz IS NOT NULL
             AND EXISTS (SELECT FROM profile WHERE shop_id = shop.id AND config_version < ${LOOKED_AT}) ORDER BY id`,
};

const CLAIM = {
  time: `SELECT ${PROFILE_COLUMNS}, ${MEMBERSHIP_COLUMNS} FROM profile
          WHERE shop_id = $1 AND next_change_at <= $2 AND merged_into IS NULL
          ORDER BY next_change_at LIMIT $3 FOR UPDATE SKIP LOCKED`,
  rules: `SELECT ${PROFILE_COLUMNS}, ${MEMBERSHIP_COLUMNS} FROM profile
           WHERE shop_id = $1 AND merged_into IS NULL AND $2::timestamptz IS NOT NULL
             AND config_version < (SELECT ${LOOKED_AT} FROM shop WHERE id = $1)
           LIMIT $3 FOR UPDATE SKIP LOCKED`,
};

const SAVE = `
  UPDATE profile SET ${SET_MEMBERSHIPS}
    FROM jsonb_to_recordset($2::jsonb) AS row ("customerId" text, ${MEMBERSHIP_RECORD})
   WHERE profile.shop_id = $1 AND profile.shopper_id = row."customerId"`;

const NEXT_DUE = `
  SELECT min(first.next_change_at) AS at
    FROM shop, LATERAL (SELECT next_change_at FROM profile
                         WHERE shop_id = shop.id AND next_change_at IS NOT NULL
                         ORDER BY next_change_at LIMIT 1) AS first
   WHERE shop.uninstalled_at IS NULL`;

export function createMembershipStore(pool: pg.Pool): MembershipStore {
  return {
    async staleShops(reason, now) {
      const { rows } = await pool.query<{ id: ShopId }>(STALE_SHOPS[reason], [toDate(now)]);
      return rows.map(({ id }) => id);
    },
    decideChunk: (shopId, { reason, now, limit }, decide) =>
      inTransaction(pool, async (client) => {
        await shareRules(client, [shopId]);
        const shop = await client.query<ShopRow>(`SELECT ${SHOP_COLUMNS} FROM shop WHERE id = $1`, [shopId]);
        const claimed = await client.query<StaleRow>(CLAIM[reason], [shopId, toDate(now), limit]);
        if (!shop.rows[0] || claimed.rows.length === 0) return 0;
        const source = createRuleSource(client, shopId);
        await save(client, shopId, await decide(toShop(shop.rows[0]), claimed.rows.map(toStale), source));
        await publishChange(client, { shopId, kind: 'profiles' });
        return claimed.rows.length;
      }),
    async nextDue() {
      const { rows } = await pool.query<{ at: Date | null }>(NEXT_DUE);
      return rows[0]?.at ? toInstant(rows[0].at) : null;
    },
    finishBuilds: (now) => finishBuilds(pool, now),
    markBuyers: (tellsProductsApart) => markBuyers(pool, tellsProductsApart),
  };
}

function toStale(row: StaleRow): StaleShopper {
  return {
    customerId: row.shopper_id,
    profile: readProfile(row),
    memberships: toMemberships(row),
  };
}

/** Stores locked shoppers' memberships with what changed. */
async function save(
  client: pg.ClientBase,
  shopId: ShopId,
  decided: readonly DecidedShopper[],
): Promise<void> {
  const rows = decided.map((each) => ({ customerId: each.customerId, ...membershipJson(each) }));
  await client.query(SAVE, [shopId, JSON.stringify(rows)]);
  await insertMembershipEvents(client, shopId, decided);
}
