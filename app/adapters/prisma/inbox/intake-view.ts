import type pg from 'pg';
import type { Database } from '#app/adapters/postgres/database.ts';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { BackfillStep, IntakeView, QuarantinedDelivery, TopicTally } from '#app/ports/intake-view.ts';
import { INBOX_CHANNEL } from './inbox-store.ts';

/** The inbox and the backfill as a page shows them. Deliveries are found by shop domain: some came before the install. */
export function createIntakeView({ pool, prisma }: Pick<Database, 'pool' | 'prisma'>): IntakeView {
  return {
    async tallyByTopic(shopDomain, since, now) {
      const { rows } = await pool.query<TallyRow>(TALLY, [shopDomain, toDate(since), toDate(now)]);
      return rows.map(toTally);
    },
    countQuarantined: (shop) => prisma.inboxDelivery.count({ where: { shop, status: 'quarantined' } }),
    async listQuarantined(shop, limit) {
      const rows = await prisma.inboxDelivery.findMany({
        where: { shop, status: 'quarantined' },
        select: { id: true, topic: true, receivedAt: true, attempts: true, reason: true },
        orderBy: { id: 'desc' },
        take: limit,
      });
      return rows.map(toQuarantined);
    },
    replay: (shop, id) => inTransaction(pool, (client) => replay(client, shop, id)),
    async discard(shop, id) {
      const { count } = await prisma.inboxDelivery.deleteMany({ where: quarantined(shop, id) });
      return count > 0;
    },
    backfillSteps: (shopId) => readSteps({ prisma }, shopId),
  };
}

interface TallyRow {
  topic: string;
  pending: string;
  folded: string;
  quarantined: string;
  newest_at: Date;
  week_before: string | null;
  out_of_order: string;
  lateness: [number, number] | null;
  fold_p99: number | null;
}

/** Two spans of the index on (shop, received_at), however long the shop has been here. */
const TALLY = `
  WITH recent AS (
    SELECT topic, status, received_at, triggered_at, folded_at,
           triggered_at < max(triggered_at) OVER (PARTITION BY topic ORDER BY received_at, id) AS is_out_of_order
      FROM inbox_delivery WHERE shop = $1 AND received_at >= $2 AND received_at <= $3
  ), before AS (
    SELECT topic, count(*) AS deliveries FROM inbox_delivery
     WHERE shop = $1 AND received_at >= $2 - interval '7 days' AND received_at <= $3 - interval '7 days' GROUP BY topic
  )
  SELECT recent.topic, max(received_at) AS newest_at,
         count(*) FILTER (WHERE status = 'pending') AS pending,
         count(*) FILTER (WHERE status = 'folded') AS folded,
         count(*) FILTER (WHERE status = 'quarantined') AS quarantined,
         CASE WHEN EXISTS (SELECT FROM inbox_delivery WHERE shop = $1 AND received_at < $2 - interval '7 days')
              THEN coalesce(max(before.deliveries), 0) END AS week_before,
         count(*) FILTER (WHERE is_out_of_order) AS out_of_order,
         percentile_disc(ARRAY[0.5, 0.99]) WITHIN GROUP (ORDER BY extract(epoch FROM received_at - triggered_at)::float8)
           FILTER (WHERE triggered_at IS NOT NULL) AS lateness,
         percentile_disc(0.99) WITHIN GROUP (ORDER BY extract(epoch FROM folded_at - received_at)::float8)
           FILTER (WHERE folded_at IS NOT NULL) AS fold_p99
  FROM recent LEFT JOIN before ON before.topic = recent.topic GROUP BY recent.topic ORDER BY recent.topic`;

function toTally(row: TallyRow): TopicTally {
  return {
    topic: row.topic,
    pending: Number(row.pending),
    folded: Number(row.folded),
    quarantined: Number(row.quarantined),
    newestAt: toInstant(row.newest_at),
    weekBefore: row.week_before === null ? null : Number(row.week_before),
    outOfOrder: Number(row.out_of_order),
    lateness: row.lateness && { median: row.lateness[0], p99: row.lateness[1] },
    foldP99: row.fold_p99,
  };
}

async function replay(client: pg.PoolClient, shop: string, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE inbox_delivery SET status = 'pending', attempts = 0, reason = NULL, folded_at = NULL
     WHERE shop = $1 AND id = $2 AND status = 'quarantined'`,
    [shop, String(quarantined(shop, id).id)],
  );
  if (rowCount) await client.query(`SELECT pg_notify('${INBOX_CHANNEL}', '')`);
  return rowCount === 1;
}

function quarantined(shop: string, id: string): { shop: string; id: bigint; status: string } {
  return { shop, id: /^\d{1,18}$/.test(id) ? BigInt(id) : -1n, status: 'quarantined' };
}

interface QuarantineRow {
  id: bigint;
  topic: string;
  receivedAt: Date;
  attempts: number;
  reason: unknown;
}

function toQuarantined(row: QuarantineRow): QuarantinedDelivery {
  return {
    id: String(row.id),
    topic: row.topic,
    receivedAt: toInstant(row.receivedAt),
    attempts: row.attempts,
    reason: toReason(row.reason),
  };
}

function toReason(stored: unknown): QuarantinedDelivery['reason'] {
  const reason = typeof stored === 'object' && stored !== null ? stored : {};
  const text = (name: string) => {
    const value: unknown = Object.entries(reason).find(([key]) => key === name)?.[1];
    return typeof value === 'string' ? value : null;
  };
  return {
    code: text('code') ?? 'unknown',
    message: text('message') ?? 'No reason was recorded.',
    path: text('path'),
  };
}

const STEP_ORDER = ['shop', 'products', 'customers', 'orders', 'model'];

async function readSteps(
  { prisma }: Pick<Database, 'prisma'>,
  shopId: ShopId,
): Promise<readonly BackfillStep[]> {
  const rows = await prisma.backfill.findMany({ where: { shopId } });
  return rows
    .sort((a, b) => STEP_ORDER.indexOf(a.step) - STEP_ORDER.indexOf(b.step))
    .map((row) => ({
      step: row.step,
      status: row.status,
      objectsDone: row.objectsDone,
      objectsAll: row.objectsAll,
      message: row.message,
      startedAt: row.startedAt ? toInstant(row.startedAt) : null,
      finishedAt: row.finishedAt ? toInstant(row.finishedAt) : null,
    }));
}
