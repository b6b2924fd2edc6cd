import type pg from 'pg';
import type { Database } from '#app/adapters/postgres/database.ts';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { BackfillStep, IntakeView, QuarantinedDelivery, TopicHour } from '#app/ports/intake-view.ts';
import { INBOX_CHANNEL } from './inbox-store.ts';

/** The inbox and the backfill as a page shows them. Deliveries are found by shop domain: some came before the install. */
export function createIntakeView({ pool, prisma }: Pick<Database, 'pool' | 'prisma'>): IntakeView {
  return {
    async topicHours(shopDomain, hours) {
      const { rows } = await pool.query<HourRow>(HOURS, [shopDomain, hours.map(toDate)]);
      return rows.map(toHour);
    },
    async firstHour(shopDomain) {
      const { rows } = await pool.query<{ hour: Date | null }>(
        'SELECT min(hour) AS hour FROM intake_hour WHERE shop = $1',
        [shopDomain],
      );
      return rows[0]?.hour ? toInstant(rows[0].hour) : null;
    },
    async backlog(shopDomain) {
      const { rows } = await pool.query<BacklogRow>(BACKLOG, [shopDomain]);
      return rows.map(({ oldest_at, ...row }) => ({
        ...row,
        oldestWaitingAt: oldest_at && toInstant(oldest_at),
      }));
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

interface HourRow {
  topic: string;
  hour: Date;
  deliveries: number;
  repeated: number;
  out_of_order: number;
  lateness: number[];
  newest_at: Date;
}

const HOURS = `
  SELECT topic, hour, deliveries, repeated, out_of_order, lateness, newest_at FROM intake_hour
   WHERE shop = $1 AND hour = ANY($2::timestamptz[]) ORDER BY hour, topic`;

interface BacklogRow {
  topic: string;
  waiting: number;
  quarantined: number;
  oldest_at: Date | null;
}

/** What is not folded is found by its status, so this costs what waits, not what ever came. */
const BACKLOG = `
  SELECT topic, count(*) FILTER (WHERE status = 'pending')::int AS waiting,
         count(*) FILTER (WHERE status = 'quarantined')::int AS quarantined,
         min(received_at) FILTER (WHERE status = 'pending') AS oldest_at
    FROM inbox_delivery WHERE shop = $1 AND status IN ('pending', 'quarantined') GROUP BY topic`;

function toHour({ topic, hour, deliveries, repeated, lateness, ...row }: HourRow): TopicHour {
  const newestAt = toInstant(row.newest_at);
  return {
    topic,
    hour: toInstant(hour),
    deliveries,
    repeated,
    outOfOrder: row.out_of_order,
    lateness,
    newestAt,
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
