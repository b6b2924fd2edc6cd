import type pg from 'pg';
import type { FoldTransaction } from '#app/ports/fold-transaction.ts';
import {
  MAX_FOLD_ATTEMPTS,
  type BatchFold,
  type FoldOutcome,
  type FoldTally,
  type OpenBatch,
  type PendingDelivery,
  type QuarantineReason,
} from '#app/ports/inbox.ts';
import { inTransaction, retryDeadlocks } from '../../postgres/transaction.ts';
import { isTransientFailure } from '../../postgres/transient-failure.ts';

export type OpenFoldTransaction = (client: pg.PoolClient) => FoldTransaction;

interface FoldDeps {
  readonly pool: pg.Pool;
  readonly openTransaction: OpenFoldTransaction;
}

interface FoldRequest {
  readonly partitions: readonly number[];
  readonly limit: number;
  readonly fold: BatchFold;
}

/** First key of the advisory locks on partitions; the second is the partition. */
const PARTITION_LOCK = 41_001;
const NOT_CLAIMED: FoldTally = { folded: 0, quarantined: 0, postponed: 0, claimed: false };

type Judged =
  { readonly id: string; readonly outcome: FoldOutcome } | { readonly id: string; readonly error: Error };

interface PendingRow {
  id: string;
  shop: string;
  topic: string;
  triggered_at: Date | null;
  received_at: Date;
  body: string;
}

/**
 * Folds the oldest pending deliveries of some partitions in one transaction. First without savepoints, which halves the round
 * trips; when a fold throws, all is rolled back and done again with a savepoint a delivery, so that only the failing ones
 * are left behind. Two workers whose shoppers meet (a merge, an order that changed hands) may deadlock: the loser tries
 * again with a smaller batch, which holds fewer locks.
 */
export function foldPartitions(deps: FoldDeps, request: FoldRequest): Promise<FoldTally> {
  return retryDeadlocks((retries) => {
    const limit = Math.max(1, Math.floor(request.limit / 4 ** retries));
    return foldBatch(deps, { ...request, limit });
  });
}

async function foldBatch(deps: FoldDeps, request: FoldRequest): Promise<FoldTally> {
  try {
    return await foldOnce(deps, request, foldPlainly);
  } catch (error) {
    if (isTransientFailure(error)) throw error;
    return foldOnce(deps, request, foldGuarded);
  }
}

type FoldOne = (client: pg.PoolClient, batch: OpenBatch, delivery: PendingDelivery) => Promise<Judged>;

const foldPlainly: FoldOne = async (_client, batch, delivery) => ({
  id: delivery.id,
  outcome: await batch.fold(delivery),
});

const foldGuarded: FoldOne = async (client, batch, delivery) => {
  await client.query('SAVEPOINT delivery');
  try {
    const outcome = await batch.fold(delivery);
    await batch.settle();
    await client.query('RELEASE SAVEPOINT delivery');
    return { id: delivery.id, outcome };
  } catch (error) {
    if (isTransientFailure(error) || !(error instanceof Error)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT delivery');
    batch.forget();
    return { id: delivery.id, error };
  }
};

function foldOnce(deps: FoldDeps, request: FoldRequest, foldOne: FoldOne): Promise<FoldTally> {
  return inTransaction(deps.pool, async (client) => {
    const partitions = await claim(client, request.partitions);
    if (partitions.length === 0) return NOT_CLAIMED;
    const deliveries = await readPending(client, { ...request, partitions });
    if (deliveries.length === 0) return { ...NOT_CLAIMED, claimed: true };
    const batch = await request.fold.begin(deps.openTransaction(client), deliveries);
    const judged: Judged[] = [];
    for (const delivery of deliveries) judged.push(await foldOne(client, batch, delivery));
    await batch.finish();
    return record(client, judged);
  });
}

/**
 * Those that no other worker holds. The commit waits for no disk: what a crash takes back of a fold, it takes back of the inbox too, and
 * it is folded again; whatever is committed durably later makes it durable as well.
 */
async function claim(client: pg.PoolClient, partitions: readonly number[]): Promise<readonly number[]> {
  const { rows } = await client.query<{ partition: number }>({
    name: 'claim-partitions',
    text: `SELECT partition, set_config('synchronous_commit', 'off', true) FROM unnest($1::int[]) AS asked (partition)
            WHERE pg_try_advisory_xact_lock(${PARTITION_LOCK}, partition)`,
    values: [partitions],
  });
  return rows.map(({ partition }) => partition);
}

async function readPending(
  client: pg.PoolClient,
  { partitions, limit }: FoldRequest,
): Promise<readonly PendingDelivery[]> {
  const { rows } = await client.query<PendingRow>({
    name: 'read-pending',
    text: `SELECT oldest.* FROM unnest($1::int[]) AS claimed (partition) CROSS JOIN LATERAL (
             SELECT id, shop, topic, triggered_at, received_at, body FROM inbox_delivery
              WHERE status = 'pending' AND inbox_delivery.partition = claimed.partition ORDER BY id LIMIT $2
           ) AS oldest ORDER BY id LIMIT $2`,
    values: [partitions, limit],
  });
  return rows.map(({ triggered_at, received_at, ...row }) => ({
    ...row,
    triggeredAt: triggered_at,
    receivedAt: received_at,
  }));
}

/**
 * Writes what became of each delivery, in the transaction that folded them. Of a folded event of the web pixel only the id is
 * left: what it told is stored by the visitor it came from, and goes when the visitor takes back their consent.
 */
async function record(client: pg.PoolClient, judged: readonly Judged[]): Promise<FoldTally> {
  const folded = judged.flatMap((each) =>
    'outcome' in each && each.outcome.kind === 'folded' ? [each.id] : [],
  );
  const refused = judged.flatMap((each) =>
    'outcome' in each && each.outcome.kind === 'quarantined'
      ? [{ id: each.id, reason: each.outcome.reason }]
      : [],
  );
  const failed = judged.flatMap((each) =>
    'error' in each ? [{ id: each.id, reason: failureReason(each.error) }] : [],
  );
  if (folded.length > 0)
    await client.query({
      name: 'mark-folded',
      text: `UPDATE inbox_delivery SET status = 'folded', folded_at = now(), attempts = attempts + 1,
                     body = CASE WHEN starts_with(topic, 'pixel/') THEN '' ELSE body END
              WHERE id = ANY($1::bigint[])`,
      values: [folded],
    });
  await quarantine(client, refused);
  const givenUp = await countAttempt(client, failed);
  return {
    folded: folded.length,
    quarantined: refused.length + givenUp,
    postponed: failed.length - givenUp,
    claimed: true,
  };
}

interface Refused {
  readonly id: string;
  readonly reason: QuarantineReason;
}

async function quarantine(client: pg.PoolClient, refused: readonly Refused[]): Promise<void> {
  if (refused.length === 0) return;
  await client.query(
    `UPDATE inbox_delivery delivery SET status = 'quarantined', attempts = attempts + 1, reason = refused.reason
       FROM unnest($1::bigint[], $2::jsonb[]) AS refused (id, reason) WHERE delivery.id = refused.id`,
    [refused.map(({ id }) => id), refused.map(({ reason }) => JSON.stringify(reason))],
  );
}

/** Gives how many reached the last attempt and went to quarantine. */
async function countAttempt(client: pg.PoolClient, failed: readonly Refused[]): Promise<number> {
  if (failed.length === 0) return 0;
  const { rows } = await client.query<{ status: string }>(
    `UPDATE inbox_delivery delivery
        SET attempts = attempts + 1, reason = failed.reason,
            status = CASE WHEN attempts + 1 >= ${MAX_FOLD_ATTEMPTS} THEN 'quarantined' ELSE 'pending' END
       FROM unnest($1::bigint[], $2::jsonb[]) AS failed (id, reason) WHERE delivery.id = failed.id
     RETURNING delivery.status`,
    [failed.map(({ id }) => id), failed.map(({ reason }) => JSON.stringify(reason))],
  );
  return rows.filter(({ status }) => status === 'quarantined').length;
}

/** The kind of error and where it came from; its message may quote values, and those may be personal data. */
function failureReason(error: Error): QuarantineReason {
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const place = /\/app\/([\w./-]+\.ts:\d+)/.exec(error.stack ?? '')?.[1];
  return {
    code: 'fold-failed',
    message: `${error.name}${code} while folding.`,
    ...(place && { path: place }),
  };
}
