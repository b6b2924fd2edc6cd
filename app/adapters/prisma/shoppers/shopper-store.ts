import type pg from 'pg';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { AttributeLog } from '#app/domain/profiles/attribute-log.ts';
import type { LockedShopper, ShopperStore } from '#app/ports/shopper-store.ts';
import { endMerged, insertMembershipEvents } from '../segments/membership-events.ts';
import {
  MEMBERSHIP_COLUMNS,
  MEMBERSHIP_RECORD,
  membershipJson,
  SET_MEMBERSHIPS,
  toMemberships,
  type MembershipRow,
} from '../segments/membership-rows.ts';
import {
  PROFILE_COLUMNS,
  PROFILE_RECORD,
  profileJson,
  readProfile,
  SET_PROFILE,
  type ProfileRow,
} from './profile-rows.ts';

interface LockedRow extends MembershipRow, ProfileRow {
  attribute_log: AttributeLog;
  merged_into: CustomerId | null;
}

/** Longer chains of merges are a loop. */
const MERGE_DEPTH = 5;

const SAVE = `
  UPDATE profile SET ${SET_PROFILE}, attribute_log = row.log, is_deleted = row.log ? 'deletedAt', ${SET_MEMBERSHIPS},
         updated_at = now(), merged_into = NULL
    FROM jsonb_to_recordset($2::jsonb) AS row ("customerId" text, ${PROFILE_RECORD}, log jsonb, ${MEMBERSHIP_RECORD})
   WHERE profile.shop_id = $1 AND profile.shopper_id = row."customerId"`;

/** Shoppers of one shop on a transaction's connection. */
export function createShopperStore(client: pg.ClientBase, shopId: number): ShopperStore {
  return {
    lock: (customerId) => lock(client, shopId, customerId),
    async saveAll(changes) {
      const rows = changes.map((change) => ({
        customerId: change.customerId,
        log: change.log,
        ...profileJson(change.profile),
        ...membershipJson(change),
      }));
      await client.query({ name: 'shopper-save', text: SAVE, values: [shopId, JSON.stringify(rows)] });
      await insertMembershipEvents(client, shopId, changes);
    },
    async markMerged(gone, kept, at) {
      await endMerged(client, shopId, gone, at);
      await client.query(
        `UPDATE profile SET merged_into = $3, data = $4, attributes = '{}', estimates = NULL, attribute_log = '{}', segment_ids = '{}',
                next_segment_ids = '{}', next_change_at = NULL, config_version = 2147483647, updated_at = now()
          WHERE shop_id = $1 AND shopper_id = $2`,
        [shopId, gone, kept, encodeProfile(emptyProfile(gone))],
      );
    },
    rekeyTraces: (gone, kept) => rekeyTraces(client, [shopId, gone, kept]),
    async forgetDetails(customerId) {
      const values = [shopId, customerId];
      await client.query('DELETE FROM saved_detail WHERE shop_id = $1 AND shopper_id = $2', values);
      await client.query(
        'DELETE FROM shopify_segment_member WHERE shop_id = $1 AND customer_id = $2',
        values,
      );
      await client.query('DELETE FROM open_cart WHERE shop_id = $1 AND customer_id = $2', values);
      await client.query('DELETE FROM abandoned_cart WHERE shop_id = $1 AND customer_id = $2', values);
      await client.query('DELETE FROM email_opt_out WHERE shop_id = $1 AND customer_id = $2', values);
      await client.query(
        'UPDATE membership_event SET shopper_id = NULL WHERE shop_id = $1 AND shopper_id = $2',
        values,
      );
      await client.query(
        'UPDATE segment_recount SET sample = array_remove(sample, $2) WHERE shop_id = $1 AND sample @> ARRAY[$2]',
        values,
      );
    },
    async saveShopifySegment(customerId, segmentId, isMember, at) {
      await client.query(
        `INSERT INTO shopify_segment_member AS known (shop_id, customer_id, segment_id, is_member, at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (shop_id, customer_id, segment_id) DO UPDATE SET is_member = EXCLUDED.is_member, at = EXCLUDED.at
         WHERE EXCLUDED.at >= known.at`,
        [shopId, customerId, segmentId, isMember, at],
      );
      const { rowCount } = await client.query(
        'SELECT FROM followed_segment WHERE shop_id = $1 AND segment_id = $2 AND followed_at IS NOT NULL',
        [shopId, segmentId],
      );
      return rowCount === 1;
    },
  };
}

async function lock(client: pg.ClientBase, shopId: number, customerId: CustomerId): Promise<LockedShopper> {
  let id = customerId;
  for (let depth = 0; depth < MERGE_DEPTH; depth += 1) {
    const row = (await read(client, shopId, id)) ?? (await make(client, shopId, id));
    if (row.merged_into === null) {
      return {
        customerId: id,
        profile: readProfile(row, id),
        log: row.attribute_log,
        memberships: toMemberships(row),
      };
    }
    id = row.merged_into;
  }
  throw new Error('Broken invariant: a chain of merged customers has an end');
}

async function read(client: pg.ClientBase, shopId: number, id: CustomerId): Promise<LockedRow | undefined> {
  const { rows } = await client.query<LockedRow>({
    name: 'shopper-lock',
    text: `SELECT ${PROFILE_COLUMNS}, attribute_log, merged_into, ${MEMBERSHIP_COLUMNS} FROM profile
            WHERE shop_id = $1 AND shopper_id = $2 FOR UPDATE`,
    values: [shopId, id],
  });
  return rows[0];
}

/** Two workers may make it at once: then the second waits for the first and reads what it wrote. */
async function make(client: pg.ClientBase, shopId: number, id: CustomerId): Promise<LockedRow> {
  await client.query({
    name: 'shopper-make',
    text: `INSERT INTO profile (shop_id, shopper_id, data, updated_at) VALUES ($1, $2, $3, now())
           ON CONFLICT (shop_id, shopper_id) DO NOTHING`,
    values: [shopId, id, encodeProfile(emptyProfile(id))],
  });
  const row = await read(client, shopId, id);
  if (!row) throw new Error('Broken invariant: a profile just made can be read');
  return row;
}

async function rekeyTraces(client: pg.ClientBase, values: readonly [number, string, string]): Promise<void> {
  await client.query('UPDATE decision SET shopper_id = $3 WHERE shop_id = $1 AND shopper_id = $2', [
    ...values,
  ]);
  await client.query(
    `WITH gone AS (DELETE FROM shopify_segment_member WHERE shop_id = $1 AND customer_id = $2 RETURNING *)
     INSERT INTO shopify_segment_member AS known (shop_id, customer_id, segment_id, is_member, at)
     SELECT shop_id, $3, segment_id, is_member, at FROM gone
     ON CONFLICT (shop_id, customer_id, segment_id) DO UPDATE SET is_member = EXCLUDED.is_member, at = EXCLUDED.at
     WHERE EXCLUDED.at > known.at`,
    [...values],
  );
  // Those that were merged into the vanished customer earlier now point straight at the survivor.
  await client.query('UPDATE profile SET merged_into = $3 WHERE shop_id = $1 AND merged_into = $2', [
    ...values,
  ]);
}
