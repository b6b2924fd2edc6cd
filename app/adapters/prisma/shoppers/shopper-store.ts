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
  shopper_id: CustomerId;
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

/** That a cart was the customer's is kept, so that late news of it is not taken for nobody's. */
const EMPTY_CARTS = `
  UPDATE open_cart SET lines = '[]', value_minor = NULL, look_at = NULL
   WHERE shop_id = $1 AND (lines <> '[]' OR value_minor IS NOT NULL OR look_at IS NOT NULL)
     AND (customer_id = $2
       OR (kind = 'cart' AND token IN (SELECT cart_token FROM open_cart WHERE shop_id = $1 AND customer_id = $2)))`;

/** Shoppers of one shop on a transaction's connection. */
export function createShopperStore(client: pg.ClientBase, shopId: number): ShopperStore {
  return {
    lock: (ids) => lock(client, shopId, ids),
    isKnown: (id) => isKnown(client, shopId, id),
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
      await client.query(EMPTY_CARTS, values);
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

async function isKnown(client: pg.ClientBase, shopId: number, id: CustomerId): Promise<boolean> {
  const text = 'SELECT FROM profile WHERE shop_id = $1 AND shopper_id = $2';
  return (await client.query(text, [shopId, id])).rowCount === 1;
}

/** Chains of merges are followed one by one: there are hardly ever any. */
async function lock(
  client: pg.ClientBase,
  shopId: number,
  ids: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, LockedShopper>> {
  const rows = await readOrMake(client, shopId, ids);
  const locked = new Map<CustomerId, LockedShopper>();
  for (const id of ids) locked.set(id, await survivorOf(client, shopId, rows.get(id)));
  return locked;
}

async function survivorOf(
  client: pg.ClientBase,
  shopId: number,
  row: LockedRow | undefined,
  depth = 1,
): Promise<LockedShopper> {
  if (!row) throw new Error('Broken invariant: a profile just made can be read');
  const { shopper_id: customerId, merged_into: next, attribute_log: log } = row;
  if (next === null)
    return { customerId, profile: readProfile(row, customerId), log, memberships: toMemberships(row) };
  if (depth >= MERGE_DEPTH) throw new Error('Broken invariant: a chain of merged customers has an end');
  return survivorOf(client, shopId, (await readOrMake(client, shopId, [next])).get(next), depth + 1);
}

async function readOrMake(
  client: pg.ClientBase,
  shopId: number,
  ids: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, LockedRow>> {
  const known = await read(client, shopId, ids);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  await make(client, shopId, missing);
  return new Map([...known, ...(await read(client, shopId, missing))]);
}

/** Always in one order, so that two workers cannot wait for each other. */
async function read(
  client: pg.ClientBase,
  shopId: number,
  ids: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, LockedRow>> {
  const { rows } = await client.query<LockedRow>({
    name: 'shopper-lock',
    text: `SELECT ${PROFILE_COLUMNS}, attribute_log, merged_into, ${MEMBERSHIP_COLUMNS} FROM profile
            WHERE shop_id = $1 AND shopper_id = ANY($2) ORDER BY shopper_id FOR UPDATE`,
    values: [shopId, ids],
  });
  return new Map(rows.map((row) => [row.shopper_id, row]));
}

/** Two workers may make one at once: then the second waits for the first and reads what it wrote. The bytes hold no id. */
async function make(client: pg.ClientBase, shopId: number, ids: readonly CustomerId[]): Promise<void> {
  await client.query({
    name: 'shopper-make',
    text: `INSERT INTO profile (shop_id, shopper_id, data, updated_at)
           SELECT $1, id, $3, now() FROM unnest($2::text[]) AS row (id) ORDER BY id
           ON CONFLICT (shop_id, shopper_id) DO NOTHING`,
    values: [shopId, ids, encodeProfile(emptyProfile('visitor:'))],
  });
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
