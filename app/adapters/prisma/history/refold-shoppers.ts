import type pg from 'pg';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import type { AttributeLog } from '#app/domain/profiles/attribute-log.ts';
import type { ShopperTrace } from '#app/domain/profiles/activity-record.ts';
import type { OrderRecord } from '#app/domain/profiles/order-record.ts';
import { encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import type { HistoryWriter, RefoldedShopper } from '#app/ports/history-writer.ts';
import { publishChange } from '../../postgres/change-feed.ts';
import { inTransaction, retryDeadlocks } from '../../postgres/transaction.ts';
import { insertMembershipEvents } from '../segments/membership-events.ts';
import {
  MEMBERSHIP_COLUMNS,
  MEMBERSHIP_RECORD,
  membershipJson,
  SET_MEMBERSHIPS,
  toMemberships,
  type MembershipRow,
} from '../segments/membership-rows.ts';
import { ORDER_COLUMNS, toOrder, type OrderRow } from '../orders/order-rows.ts';
import { readTraces } from '../shoppers/shopper-traces.ts';
import {
  PROFILE_COLUMNS,
  PROFILE_RECORD,
  profileJson,
  readProfile,
  SET_PROFILE,
  type ProfileRow,
} from '../shoppers/profile-rows.ts';
import { shareRules } from '../segments/rules-lock.ts';
import { createRuleSource } from '../segments/segment-rows.ts';
import { SHOP_COLUMNS, toShop, type ShopRow } from '../shops/shop-store.ts';

interface Job {
  readonly shopId: number;
  readonly refold: Parameters<HistoryWriter['refoldShoppers']>[1];
  readonly only?: readonly CustomerId[] | undefined;
}

interface ShopperRow extends MembershipRow, ProfileRow {
  shopper_id: CustomerId;
  attribute_log: AttributeLog;
}

const NO_TRACE: ShopperTrace = { activity: [], refunds: [], openCarts: [] };

/** Shoppers in one transaction: about five thousand order lines. */
const CHUNK = 100;

/**
 * Makes the purchases and series of every shopper again from what is stored, chunk by chunk. A chunk's profiles are locked before
 * its orders are read, so that an order folded meanwhile is in one or the other.
 */
export async function refoldShoppers(
  pool: pg.Pool,
  job: Job,
  onProgress: (done: number) => Promise<void>,
): Promise<number> {
  await makeMissing(pool, job.shopId);
  let after = '';
  let done = 0;
  for (;;) {
    const from = after;
    const last = await retryDeadlocks(() => inTransaction(pool, (client) => refoldChunk(client, job, from)));
    if (last === null) break;
    after = last.id;
    done += last.count;
    await onProgress(done);
  }
  await publishChange(pool, { shopId: job.shopId, kind: 'profiles' });
  return done;
}

/** Customers who have orders but were not among the shop's customers (deleted or redacted ones come without a customer). */
async function makeMissing(pool: pg.Pool, shopId: number): Promise<void> {
  await pool.query(
    `INSERT INTO profile (shop_id, shopper_id, data, updated_at)
     SELECT DISTINCT $1::int, customer_id, $2::bytea, now()
       FROM orders WHERE shop_id = $1 AND customer_id IS NOT NULL
     ON CONFLICT (shop_id, shopper_id) DO NOTHING`,
    [shopId, encodeProfile(emptyProfile('visitor:'))],
  );
}

async function refoldChunk(
  client: pg.ClientBase,
  { shopId, refold, only }: Job,
  after: string,
): Promise<{ readonly id: string; readonly count: number } | null> {
  await shareRules(client, [shopId]);
  const shop = await client.query<ShopRow>(`SELECT ${SHOP_COLUMNS} FROM shop WHERE id = $1`, [shopId]);
  if (!shop.rows[0]) return null;
  const { rows } = await client.query<ShopperRow>({
    name: 'refold-shoppers',
    text: `SELECT ${PROFILE_COLUMNS}, attribute_log, ${MEMBERSHIP_COLUMNS} FROM profile
            WHERE shop_id = $1 AND shopper_id > $2 AND merged_into IS NULL AND NOT is_deleted
              AND ($3::text[] IS NULL OR shopper_id = ANY($3))
            ORDER BY shopper_id LIMIT ${CHUNK} FOR UPDATE`,
    values: [shopId, after, only ?? null],
  });
  const last = rows.at(-1);
  if (!last) return null;
  const orders = await readOrders(client, shopId, rows);
  const traces = await readTraces(
    client,
    shopId,
    rows.map(({ shopper_id }) => shopper_id),
  );
  const shoppers = rows.map((row) => ({
    customerId: row.shopper_id,
    profile: readProfile(row),
    log: row.attribute_log,
    memberships: toMemberships(row),
    orders: orders.get(row.shopper_id) ?? [],
    trace: traces.get(row.shopper_id) ?? NO_TRACE,
  }));
  const current = { shop: toShop(shop.rows[0]), source: createRuleSource(client, shopId) };
  await save(client, shopId, await refold(shoppers, current));
  return { id: last.shopper_id, count: rows.length };
}

async function save(
  client: pg.ClientBase,
  shopId: number,
  shoppers: readonly RefoldedShopper[],
): Promise<void> {
  const rows = shoppers.map((shopper) => ({
    customerId: shopper.customerId,
    log: shopper.log,
    ...profileJson(shopper.profile),
    ...membershipJson(shopper),
  }));
  await client.query({
    name: 'refold-save',
    text: `UPDATE profile SET ${SET_PROFILE}, attribute_log = row.log, ${SET_MEMBERSHIPS}, updated_at = now()
             FROM jsonb_to_recordset($2::jsonb) AS row ("customerId" text, log jsonb, ${PROFILE_RECORD}, ${MEMBERSHIP_RECORD})
            WHERE profile.shop_id = $1 AND profile.shopper_id = row."customerId"`,
    values: [shopId, JSON.stringify(rows)],
  });
  await insertMembershipEvents(client, shopId, shoppers);
}

async function readOrders(
  client: pg.ClientBase,
  shopId: number,
  shoppers: readonly ShopperRow[],
): Promise<Map<string, OrderRecord[]>> {
  const { rows } = await client.query<OrderRow>({
    name: 'refold-orders',
    text: `SELECT ${ORDER_COLUMNS} FROM orders WHERE shop_id = $1 AND customer_id = ANY($2) ORDER BY processed_at, id`,
    values: [shopId, shoppers.map(({ shopper_id }) => shopper_id)],
  });
  return Map.groupBy(rows.map(toOrder), ({ customerId }) => customerId ?? '');
}
