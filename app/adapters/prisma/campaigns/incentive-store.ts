import type pg from 'pg';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import { withShopLock } from '#app/adapters/postgres/shop-lock.ts';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import {
  NO_INCENTIVES,
  type IncentiveConfiguration,
} from '#app/domain/campaigns/incentives/configuration.ts';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { CustomerSegments } from '#app/ports/incentive-discounts.ts';
import type { IncentiveStore, StoredDiscount, SyncedCustomer } from '#app/ports/incentive-store.ts';
import { SHOP_COLUMNS, toShop, type ShopRow } from '../shops/shop-store.ts';

/** Told apart from the locks of other work. */
const INCENTIVE_LOCK = 0x496e63;

interface DiscountRow {
  discount_id: string | null;
  configuration: IncentiveConfiguration;
  compared_at: Date | null;
  seen_event: string;
  holdout: number;
  failures: number;
}

/** Written customers beside the segments they are in; "gid://shopify/Customer/" sorts before "gid://shopify/Customer0". */
const CUSTOMERS = `
  SELECT coalesce(now.shopper_id, written.shopper_id) AS "customerId", coalesce(now.ids, '{}') AS "segmentIds",
         coalesce(written.segment_ids, '{}') AS written
    FROM (
      SELECT shopper_id, ARRAY(SELECT id FROM unnest(segment_ids) AS id WHERE id = ANY ($2) ORDER BY id COLLATE "C") AS ids
        FROM profile WHERE shop_id = $1 AND segment_ids && $2 AND merged_into IS NULL AND NOT is_deleted
         AND shopper_id LIKE 'gid://shopify/Customer/%'
    ) now
    FULL JOIN (SELECT * FROM customer_segments WHERE shop_id = $1) written USING (shopper_id)
   WHERE ($5 OR coalesce(now.ids, '{}') IS DISTINCT FROM coalesce(written.segment_ids, '{}'))
     AND ($3::text IS NULL OR shopper_id COLLATE "C" > $3)
   ORDER BY shopper_id COLLATE "C" LIMIT $4`;

/** What Shopify was told of incentives, as rows of `incentive_discount` and `customer_segments`. */
export function createIncentiveStore(pool: pg.Pool): IncentiveStore {
  return {
    async shopsDue(now) {
      const { rows } = await pool.query<ShopRow>(
        `SELECT ${SHOP_COLUMNS} FROM shop WHERE uninstalled_at IS NULL
            AND (EXISTS (SELECT FROM campaign WHERE shop_id = shop.id AND kind = 'incentive')
              OR EXISTS (SELECT FROM incentive_discount WHERE shop_id = shop.id))
            AND NOT EXISTS (SELECT FROM incentive_discount WHERE shop_id = shop.id AND retry_at > $1)`,
        [now],
      );
      return rows.map(toShop);
    },
    async withShop(shopId, work) {
      await withShopLock(pool, INCENTIVE_LOCK, shopId, work);
    },
    async find(shopId) {
      const { rows } = await pool.query<DiscountRow>(
        `SELECT discount_id, configuration, compared_at, seen_event, holdout, failures FROM incentive_discount
          WHERE shop_id = $1`,
        [shopId],
      );
      const [row] = rows;
      if (!row) return null;
      const { discount_id: discountId, compared_at: comparedAt, seen_event, ...rest } = row;
      return { discountId, comparedAt, seenEvent: BigInt(seen_event), ...rest };
    },
    async newestEvent(shopId) {
      const { rows } = await pool.query<{ id: string | null }>(
        'SELECT max(id) AS id FROM membership_event WHERE shop_id = $1',
        [shopId],
      );
      return BigInt(rows[0]?.id ?? 0);
    },
    async customers(shopId, { asked, isWhole, after, limit }) {
      const { rows } = await pool.query<SyncedCustomer>(CUSTOMERS, [shopId, asked, after, limit, isWhole]);
      return rows;
    },
    markWritten: (shopId, customers, at) => markWritten(pool, shopId, customers, at),
    async markCompared(shopId, { seenEvent, holdout }, at) {
      await pool.query(
        `INSERT INTO incentive_discount (shop_id, configuration, compared_at, seen_event, holdout) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (shop_id) DO UPDATE SET compared_at = EXCLUDED.compared_at, seen_event = EXCLUDED.seen_event,
           holdout = EXCLUDED.holdout, problem = NULL, failures = 0, retry_at = NULL`,
        [shopId, NO_INCENTIVES, at, String(seenEvent), holdout],
      );
    },
    markMade: (shopId, discountId) => markMade(pool, shopId, discountId),
    markPublished: (shopId, discount, at) => markPublished(pool, shopId, discount, at),
    markFailed: (shopId, problem, retryAt) => markFailed(pool, shopId, problem, retryAt),
    standing: (shopId) => readStanding(pool, shopId),
    spentCampaigns: (shopId) => readSpent(pool, shopId),
    used: (shopId, campaignId, currency) => readUsed(pool, shopId, campaignId, currency),
  };
}

async function markMade(pool: pg.Pool, shopId: ShopId, discountId: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(
      `INSERT INTO incentive_discount (shop_id, configuration, discount_id) VALUES ($1, $2, $3)
       ON CONFLICT (shop_id) DO UPDATE SET configuration = EXCLUDED.configuration, discount_id = EXCLUDED.discount_id`,
      [shopId, NO_INCENTIVES, discountId],
    );
    await publishChange(client, { shopId, kind: 'config' });
  });
}

async function markPublished(
  pool: pg.Pool,
  shopId: ShopId,
  {
    discountId,
    configuration,
    comparedAt,
  }: Pick<StoredDiscount, 'discountId' | 'configuration' | 'comparedAt'>,
  at: Date,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(
      `INSERT INTO incentive_discount (shop_id, discount_id, configuration, published_at, compared_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (shop_id) DO UPDATE SET discount_id = EXCLUDED.discount_id, published_at = EXCLUDED.published_at,
         configuration = EXCLUDED.configuration, compared_at = EXCLUDED.compared_at, problem = NULL, failures = 0, retry_at = NULL`,
      [shopId, discountId, configuration, at, comparedAt],
    );
    await publishChange(client, { shopId, kind: 'config' });
  });
}

async function markFailed(pool: pg.Pool, shopId: ShopId, problem: string, retryAt: Date): Promise<void> {
  await pool.query(
    `INSERT INTO incentive_discount AS known (shop_id, configuration, problem, failures, retry_at)
     VALUES ($1, $2, $3, 1, $4)
     ON CONFLICT (shop_id) DO UPDATE SET problem = EXCLUDED.problem, retry_at = EXCLUDED.retry_at,
       failures = known.failures + 1`,
    [shopId, NO_INCENTIVES, problem, retryAt],
  );
}

async function markWritten(
  pool: pg.Pool,
  shopId: ShopId,
  customers: readonly CustomerSegments[],
  at: Date,
): Promise<void> {
  const [emptied, filled] = [true, false].map((isEmpty) =>
    customers.filter(({ segmentIds }) => (segmentIds.length === 0) === isEmpty),
  );
  const idsOf = (some: readonly CustomerSegments[] = []): CustomerId[] =>
    some.map(({ customerId }) => customerId);
  await inTransaction(pool, async (client) => {
    await client.query('DELETE FROM customer_segments WHERE shop_id = $1 AND shopper_id = ANY ($2)', [
      shopId,
      idsOf(emptied),
    ]);
    await client.query(
      `INSERT INTO customer_segments (shop_id, shopper_id, segment_ids, written_at)
       SELECT $1, id, ARRAY(SELECT jsonb_array_elements_text(ids)), $4
         FROM unnest($2::text[], $3::jsonb[]) AS written (id, ids)
       ON CONFLICT (shop_id, shopper_id) DO UPDATE SET segment_ids = EXCLUDED.segment_ids,
         written_at = EXCLUDED.written_at`,
      [shopId, idsOf(filled), (filled ?? []).map(({ segmentIds }) => JSON.stringify(segmentIds)), at],
    );
  });
}

async function readStanding(pool: pg.Pool, shopId: ShopId) {
  const { rows } = await pool.query<
    Pick<DiscountRow, 'configuration'> & {
      published_at: Date | null;
      problem: string | null;
      customers: string;
    }
  >(
    `SELECT configuration, published_at, problem,
            (SELECT count(*) FROM customer_segments WHERE shop_id = $1) AS customers
       FROM incentive_discount WHERE shop_id = $1`,
    [shopId],
  );
  const [row] = rows;
  return {
    given: row?.configuration.incentives.map(({ id }) => id) ?? [],
    publishedAt: row?.published_at ?? null,
    customers: Number(row?.customers ?? 0),
    problem: row?.problem ?? null,
  };
}

async function readSpent(pool: pg.Pool, shopId: ShopId): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM campaign WHERE shop_id = $1 AND kind = 'incentive' AND is_spent`,
    [shopId],
  );
  return rows.map(({ id }) => id);
}

async function readUsed(pool: pg.Pool, shopId: ShopId, campaignId: string, currency: string) {
  const { rows } = await pool.query<{ orders: string; amount_minor: string }>(
    `SELECT count(*) AS orders, coalesce(sum(amount_minor) FILTER (WHERE currency = $3), 0) AS amount_minor
       FROM incentive_use WHERE shop_id = $1 AND campaign_id = $2`,
    [shopId, campaignId, currency],
  );
  return { orders: Number(rows[0]?.orders ?? 0), amountMinor: Number(rows[0]?.amount_minor ?? 0) };
}
