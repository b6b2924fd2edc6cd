import type pg from 'pg';
import { DEFAULT_RETENTION, type RetentionKind } from '#app/contracts/retention-settings.ts';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { RetentionStore } from '#app/ports/retention.ts';
import { SHOP_COLUMNS, toShop, type ShopRow } from '../shops/shop-store.ts';

/** Rows of a statement in a round, over all shops. */
const LIMIT = 5_000;

type Numbered = Exclude<RetentionKind, 'inactive'>;

/** Rows that go, or are emptied, once they are as old as the shop keeps them. */
interface Aged {
  readonly table: string;
  readonly key: string;
  readonly time: string;
  /** Of these rows alone. */
  readonly only?: string;
  /** They stay so many days longer. */
  readonly moreDays?: number;
  /** They stay less than so many days whatever the shop says. */
  readonly mostDays?: number;
  /** What is emptied; the row goes when it is left out. */
  readonly set?: string;
  /** Customers in this column have their profiles made again. */
  readonly shopper?: string;
}

const AGED: Readonly<Record<Numbered, readonly Aged[]>> = {
  visits: [
    {
      ...{ table: 'shopper_activity', key: 'key', time: 'at', mostDays: 90 },
      only: 'visitor_id IS NOT NULL AND shopper_id IS NULL',
    },
    {
      ...{ table: 'shopper_activity', key: 'key', time: 'at', shopper: 'gone.shopper_id' },
      only: `kind IN ('view', 'search')`,
    },
    { table: 'visitor_token', key: 'token', time: 'at', mostDays: 90 },
    { table: 'visitor', key: 'id', time: 'seen_at', mostDays: 90, shopper: 'gone.shopper_id' },
  ],
  records: [
    { table: 'decision_record', key: 'decision_id', time: 'decided_at' },
    // A part is used on a day by decisions of that day, so a day more than they are kept.
    { table: 'decision_part', key: 'key', time: 'used_on', moreDays: 2 },
  ],
  decisions: [
    { table: 'item_event', key: 'decision_id', time: 'at' },
    { table: 'decision', key: 'id', time: 'decided_at' },
  ],
  deliveries: [
    {
      ...{ table: 'inbox_delivery', key: 'id', time: 'folded_at', set: `body = ''` },
      only: `status = 'folded' AND body <> ''`,
    },
  ],
  quarantine: [{ table: 'inbox_delivery', key: 'id', time: 'received_at', only: `status = 'quarantined'` }],
  addresses: [
    {
      ...{ table: 'saved_detail', key: 'shopper_id', time: 'address_at', only: 'address_cipher IS NOT NULL' },
      set: 'address_cipher = NULL, address_at = NULL',
    },
    {
      ...{ table: 'saved_detail', key: 'shopper_id', time: 'payment_at', only: 'payment_type IS NOT NULL' },
      set: 'payment_type = NULL, payment_at = NULL',
    },
  ],
  reminders: [{ table: 'abandoned_cart', key: 'cart_token', time: 'abandoned_at' }],
};

/** One round of a rule, of at most LIMIT rows; gives the shop of each. Deliveries name their shop by domain. */
function statementOf(kind: Numbered, { table, key, time, only = 'true', ...more }: Aged): string {
  const { moreDays = 0, mostDays = 100_000, set, shopper = 'NULL' } = more;
  const [column, shop] = table === 'inbox_delivery' ? ['shop', 'domain'] : ['shop_id', 'id'];
  const days = `least(coalesce((shop.settings->'retention'->>'${kind}')::int, ${DEFAULT_RETENTION[kind]}), ${mostDays})`;
  const old = `WITH old AS (
    SELECT t.${column}, t.${key}, shop.id AS of_shop, t.ctid AS place FROM ${table} t JOIN shop ON shop.${shop} = t.${column}
     WHERE t.${time} < $1::timestamptz - (${days} + ${moreDays}) * interval '1 day' AND ${only} LIMIT ${LIMIT})`;
  const isOld = `gone.ctid = old.place AND gone.${column} = old.${column} AND gone.${key} = old.${key}`;
  return set === undefined
    ? `${old} DELETE FROM ${table} gone USING old WHERE ${isOld} RETURNING old.of_shop AS shop_id, ${shopper} AS shopper_id`
    : `${old} UPDATE ${table} gone SET ${set} FROM old WHERE ${isOld} RETURNING old.of_shop AS shop_id, ${shopper} AS shopper_id`;
}

const NOTED = 'INSERT INTO retention_run AS known (shop_id, kind, at, removed)';
const ADDED =
  'ON CONFLICT (shop_id, kind) DO UPDATE SET at = EXCLUDED.at, removed = known.removed + EXCLUDED.removed';

/** Every shop is noted, also where nothing was past its days: it was looked at. */
const NOTE = `${NOTED}
  SELECT shop.id, $1, $2, coalesce(gone.count, 0)
    FROM shop LEFT JOIN unnest($3::int[], $4::int[]) AS gone (shop_id, count) ON gone.shop_id = shop.id
  ${ADDED}`;

const INACTIVE = `
  SELECT profile.shop_id, profile.shopper_id FROM shop JOIN profile ON profile.shop_id = shop.id,
         LATERAL (SELECT $1::timestamptz - (shop.settings->'retention'->>'inactive')::int * interval '1 day' AS since) AS kept
   WHERE shop.uninstalled_at IS NULL AND (shop.settings->'retention'->>'inactive') IS NOT NULL
     AND starts_with(profile.shopper_id, 'gid://shopify/Customer/') AND merged_into IS NULL AND NOT is_deleted
     AND to_timestamp(coalesce((profile.attributes->>'createdAt')::bigint, 0)) < since
     AND NOT EXISTS (SELECT FROM orders WHERE orders.shop_id = shop.id AND customer_id = profile.shopper_id AND processed_at >= since)
     AND NOT EXISTS (SELECT FROM shopper_activity AS activity WHERE activity.shop_id = shop.id
                        AND activity.shopper_id = profile.shopper_id AND at >= since)
   ORDER BY profile.shop_id, profile.shopper_id LIMIT $2`;

/** Retention over the tables it is about. */
export function createRetentionStore(pool: pg.Pool): RetentionStore {
  return {
    async enforce(now) {
      const removed: Partial<Record<RetentionKind, number>> = {};
      const outdated = new Map<ShopId, Set<CustomerId>>();
      let hasMore = false;
      for (const [kind, rules] of Object.entries(AGED) as [Numbered, readonly Aged[]][]) {
        const rows: GoneRow[] = [];
        for (const rule of rules) {
          const found = (await pool.query<GoneRow>(statementOf(kind, rule), [now])).rows;
          hasMore ||= found.length === LIMIT;
          rows.push(...found);
        }
        noteOutdated(outdated, rows);
        removed[kind] = rows.length;
        await note(pool, kind, now, rows);
      }
      return { removed, outdated, hasMore };
    },
    findInactive: (now, limit) => findInactive(pool, now, limit),
    async noteErased(shopId, count, now) {
      await pool.query(`${NOTED} SELECT $1, 'inactive', $2, $3 ${ADDED}`, [shopId, now, count]);
    },
    async listEnforced(shopId) {
      const { rows } = await pool.query<{ kind: RetentionKind; at: Date; removed: number }>(
        'SELECT kind, at, removed FROM retention_run WHERE shop_id = $1 ORDER BY kind',
        [shopId],
      );
      return rows.map(({ at, ...row }) => ({ ...row, at: toInstant(at) }));
    },
  };
}

interface GoneRow {
  shop_id: ShopId;
  /** Whose profile was made from it. */
  shopper_id: CustomerId | null;
}

function noteOutdated(outdated: Map<ShopId, Set<CustomerId>>, rows: readonly GoneRow[]): void {
  for (const { shop_id, shopper_id } of rows) {
    if (shopper_id === null) continue;
    const known = outdated.get(shop_id) ?? new Set();
    outdated.set(shop_id, known.add(shopper_id));
  }
}

async function note(pool: pg.Pool, kind: RetentionKind, now: Date, rows: readonly GoneRow[]): Promise<void> {
  const counts = [...Map.groupBy(rows, ({ shop_id }) => shop_id)];
  await pool.query(NOTE, [kind, now, counts.map(([shop]) => shop), counts.map(([, each]) => each.length)]);
}

async function findInactive(pool: pg.Pool, now: Date, limit: number) {
  const { rows } = await pool.query<{ shop_id: number; shopper_id: CustomerId }>(INACTIVE, [now, limit]);
  const shops = await pool.query<ShopRow>(`SELECT ${SHOP_COLUMNS} FROM shop WHERE id = ANY($1)`, [
    rows.map((row) => row.shop_id),
  ]);
  const byId = new Map(shops.rows.map(toShop).map((shop) => [Number(shop.id), shop]));
  return rows.flatMap(({ shop_id, shopper_id: customerId }) => {
    const shop = byId.get(shop_id);
    return shop ? [{ shop, customerId }] : [];
  });
}
