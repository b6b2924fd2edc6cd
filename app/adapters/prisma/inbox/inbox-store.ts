import type pg from 'pg';
import type { Inbox, NewDelivery } from '#app/ports/inbox.ts';
import { foldPartition, type OpenFoldTransaction } from './inbox-fold.ts';

/** Told after each insert, so that a worker need not wait for its next poll. */
export const INBOX_CHANNEL = 'attune_inbox';

/** The inbox as rows of `inbox_delivery`. `openTransaction` gives a fold its stores on the claiming connection. */
export function createInbox(pool: pg.Pool, openTransaction: OpenFoldTransaction): Inbox {
  return {
    append: (deliveries) => append(pool, deliveries),
    async pendingPartitions() {
      const { rows } = await pool.query<{ partition: number }>(
        `SELECT DISTINCT partition FROM inbox_delivery WHERE status = 'pending' ORDER BY partition`,
      );
      return rows.map(({ partition }) => partition);
    },
    foldPartition: (partition, limit, fold) =>
      foldPartition({ pool, openTransaction }, { partition, limit, fold }),
    replayRefused: (shop, codes) => replayRefused(pool, shop, codes),
  };
}

async function append(pool: pg.Pool, deliveries: readonly NewDelivery[]): Promise<number> {
  const column = <Key extends keyof NewDelivery>(key: Key) => deliveries.map((delivery) => delivery[key]);
  const { rows } = await pool.query<{ added: string }>({
    name: 'inbox-append',
    text: `
      WITH added AS (
        INSERT INTO inbox_delivery (shop, topic, event_id, webhook_id, api_version, triggered_at, received_at, partition, body)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
                             $7::timestamptz[], $8::int[], $9::text[])
        ON CONFLICT (shop, topic, event_id) DO NOTHING
        RETURNING 1
      )
      SELECT count(*) AS added, pg_notify('${INBOX_CHANNEL}', '') FROM added`,
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
