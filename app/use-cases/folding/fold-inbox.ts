import type { Inbox, PendingPartition } from '#app/ports/inbox.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { EffectfulBatchFold } from './fold-batch.ts';
import type { FoldEffect } from './fold-context.ts';

export interface FoldInboxDeps {
  readonly inbox: Inbox;
  readonly newBatchFold: () => EffectfulBatchFold;
  /** Told after the transaction that made it necessary is committed. */
  readonly onEffect: (effect: FoldEffect, shopId: Shop['id']) => void;
}

/** Transactions at once: each takes a connection, and folding is mostly waiting for the database. */
const CONCURRENCY = 3;
/** Deliveries in one transaction. */
const BATCH = 200;
/** Fewer than these are not spread over several transactions. */
const SMALL = 25;

/**
 * Folds everything that is pending now. True when something was folded, so that a caller looks again; deliveries that
 * failed wait for the next call.
 */
export function createFoldInbox(deps: FoldInboxDeps): (signal: AbortSignal) => Promise<boolean> {
  return async (signal) => {
    const groups = shareOut(await deps.inbox.pendingPartitions());
    let didFold = false;
    const workOff = async (): Promise<void> => {
      for (let next = groups.shift(); next !== undefined; next = groups.shift())
        if (await foldGroup(deps, next, signal)) didFold = true;
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, workOff));
    return didFold && !signal.aborted;
  };
}

/**
 * Partitions by transaction. A transaction costs the database nearly as much for one delivery as for many, so that partitions in which little
 * waits go together.
 */
function shareOut(pending: readonly PendingPartition[]): number[][] {
  const waiting = pending.reduce((sum, partition) => sum + partition.waiting, 0);
  const most = Math.min(BATCH, Math.max(SMALL, Math.ceil(waiting / CONCURRENCY)));
  const groups: number[][] = [];
  let free = 0;
  for (const { partition, waiting: size } of pending) {
    if (size > free) {
      groups.push([]);
      free = most;
    }
    groups.at(-1)?.push(partition);
    free -= size;
  }
  return groups;
}

/** Until less waits than a transaction takes: what comes meanwhile goes with the next round. */
async function foldGroup(
  { inbox, newBatchFold, onEffect }: FoldInboxDeps,
  partitions: readonly number[],
  signal: AbortSignal,
): Promise<boolean> {
  let didFold = false;
  while (!signal.aborted) {
    const fold = newBatchFold();
    const tally = await inbox.foldPartitions(partitions, BATCH, fold);
    const done = tally.folded + tally.quarantined;
    if (done > 0) didFold = true;
    for (const [shopId, effects] of fold.effects()) effects.forEach((effect) => onEffect(effect, shopId));
    if (done < BATCH) return didFold;
  }
  return didFold;
}
