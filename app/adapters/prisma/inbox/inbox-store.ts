import type pg from 'pg';
import type { Inbox, NewDelivery, PendingPartition } from '#app/ports/inbox.ts';
import { LATENESS_BOUNDS } from '#app/domain/quality/intake/lateness.ts';
import { foldPartitions, type OpenFoldTransaction } from './inbox-fold.ts';

/** Told after each insert, so that a worker need not wait for its next poll. */
export const INBOX_CHANNEL = 'attune_inbox';

/** The inbox as rows of `inbox_delivery`. `openTransaction` gives a fold its stores on the claiming connection. */
export function createInbox(pool: pg.Pool, openTransaction: OpenFoldTransaction): Inbox {
  return {
    append: (deliveries) => append(pool, deliveries),
    async pendingPartitions() {
      const { rows } = await pool.query<PendingPartition>(
        `SELECT partition, count(*)::int AS waiting FROM inbox_delivery WHERE status = 'pending' GROUP BY partition ORDER BY partition`,
      );
      return rows;
    },
    foldPartitions: (partitions, limit, fold) =>
      foldPartitions({ pool, openTransaction }, { partitions, limit, fold }),
    replayRefused: (shop, codes) => replayRefused(pool, shop, codes),
  };
}

const SPANS = Array.from({ length: LATENESS_BOUNDS.length + 1 }, (_, span) => span);
/** The same as `added`, with how each was late: the number of its span, null where it does not say when it happened. */
const ADDED = `
  SELECT added.*, date_trunc('hour', received_at, 'UTC') AS hour,
         width_bucket(extract(epoch FROM received_at - triggered_at)::float8, ARRAY[${LATENESS_BOUNDS.join(', ')}]::float8[]) AS span,
         triggered_at < greatest(
           max(triggered_at) OVER (PARTITION BY shop, topic ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
           (SELECT max(newest_told_at) FROM intake_hour known WHERE known.shop = added.shop AND known.topic = added.topic
               AND known.hour >= added.received_at - interval '1 day')) AS is_out_of_order
    FROM added`;

/**
 * Stores deliveries, each once, and counts them by topic and hour in the same statement: a page that asks how healthy the intake is reads
 * counts, not deliveries. Hours are written in one order, so that two intakes cannot wait for each other.
 */
const APPEND = `
  WITH given AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[],
                         $8::int[], $9::text[])
        AS row (shop, topic, event_id, webhook_id, api_version, triggered_at, received_at, partition, body)
  ), added AS (
    INSERT INTO inbox_delivery (shop, topic, event_id, webhook_id, api_version, triggered_at, received_at, partition, body)
    SELECT * FROM given ON CONFLICT (shop, topic, event_id) DO NOTHING
    RETURNING id, shop, topic, triggered_at, received_at
  ), once AS (
    SELECT shop, topic, hour, count(*)::int AS deliveries, (count(*) FILTER (WHERE is_out_of_order))::int AS out_of_order,
           ARRAY[${SPANS.map((span) => `(count(*) FILTER (WHERE span = ${span}))::int`).join(', ')}] AS lateness,
           max(triggered_at) AS newest_told_at
      FROM (${ADDED}) AS late GROUP BY shop, topic, hour
  ), counted AS (
    INSERT INTO intake_hour AS known (shop, topic, hour, deliveries, repeated, out_of_order, lateness, newest_at, newest_told_at)
    SELECT given.shop, given.topic, given.hour, coalesce(once.deliveries, 0), given.deliveries - coalesce(once.deliveries, 0),
           coalesce(once.out_of_order, 0), coalesce(once.lateness, ARRAY[${SPANS.map(() => 0).join(', ')}]), given.newest_at,
           once.newest_told_at
      FROM (SELECT shop, topic, date_trunc('hour', received_at, 'UTC') AS hour, count(*)::int AS deliveries,
                   max(received_at) AS newest_at
              FROM given GROUP BY 1, 2, 3) AS given
      LEFT JOIN once USING (shop, topic, hour) ORDER BY shop, topic, hour
    ON CONFLICT (shop, topic, hour) DO UPDATE SET deliveries = known.deliveries + EXCLUDED.deliveries,
      repeated = known.repeated + EXCLUDED.repeated, out_of_order = known.out_of_order + EXCLUDED.out_of_order,
      lateness = ARRAY(SELECT a + b FROM unnest(known.lateness, EXCLUDED.lateness) WITH ORDINALITY AS pair (a, b, span) ORDER BY span),
      newest_at = greatest(known.newest_at, EXCLUDED.newest_at),
      newest_told_at = greatest(known.newest_told_at, EXCLUDED.newest_told_at)
  )
  SELECT count(*) AS added, pg_notify('${INBOX_CHANNEL}', '') FROM added`;

async function append(pool: pg.Pool, deliveries: readonly NewDelivery[]): Promise<number> {
  const column = <Key extends keyof NewDelivery>(key: Key) => deliveries.map((delivery) => delivery[key]);
  const { rows } = await pool.query<{ added: string }>({
    name: 'inbox-append',
    text: APPEND,
    values: [
      column('shop'),
      column('topic'),
      column('eventId'),
      column('webhookId'),
      column('apiVersion'),
      column('triggeredAt'),
      column('receivedAt'),
      column('partition'),
      column('body'),
    ],
  });
  return Number(rows[0]?.added ?? 0);
}

async function replayRefused(pool: pg.Pool, shop: string, codes: readonly string[]): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE inbox_delivery SET status = 'pending', attempts = 0, reason = NULL, folded_at = NULL
      WHERE shop = $1 AND status = 'quarantined' AND reason->>'code' = ANY($2)`,
    [shop, codes],
  );
  if (rowCount) await pool.query(`SELECT pg_notify('${INBOX_CHANNEL}', '')`);
  return rowCount ?? 0;
}
