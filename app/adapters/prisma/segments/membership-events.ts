import type pg from 'pg';
import { toDate, type Instant } from '#app/domain/kernel/instant.ts';
import type { MembershipChange } from '#app/domain/segments/membership.ts';

interface ShopperChanges {
  readonly customerId: string;
  readonly changes: readonly MembershipChange[];
}

/** Writes what changed of locked shoppers, in the order of their ids; do so in the transaction that stores their memberships. */
export async function insertMembershipEvents(
  client: pg.ClientBase,
  shopId: number,
  shoppers: readonly ShopperChanges[],
): Promise<void> {
  const rows = shoppers
    .filter(({ changes }) => changes.length > 0)
    .toSorted((one, other) => (one.customerId < other.customerId ? -1 : 1))
    .flatMap(({ customerId, changes }) => changes.map((change) => ({ ...change, customerId })));
  if (rows.length === 0) return;
  await client.query({
    name: 'membership-events',
    text: `INSERT INTO membership_event (shop_id, segment_id, shopper_id, at, entered, cause)
           SELECT $1, row."segmentId", row."customerId", to_timestamp(row.at), row.entered, row.cause
             FROM jsonb_to_recordset($2::jsonb) AS row
                  ("segmentId" text, "customerId" text, at bigint, entered boolean, cause text)`,
    values: [shopId, JSON.stringify(rows)],
  });
}

/** A shopper who was merged into another one leaves every segment. Call it before the row is emptied. */
export async function endMerged(
  client: pg.ClientBase,
  shopId: number,
  shopperId: string,
  at: Instant,
): Promise<void> {
  await client.query(
    `INSERT INTO membership_event (shop_id, segment_id, shopper_id, at, entered, cause)
     SELECT shop_id, unnest(segment_ids), shopper_id, $3, false, 'merge'
       FROM profile WHERE shop_id = $1 AND shopper_id = $2`,
    [shopId, shopperId, toDate(at)],
  );
}
