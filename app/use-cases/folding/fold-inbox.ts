import type { Inbox } from '#app/ports/inbox.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { EffectfulBatchFold } from './fold-batch.ts';
import type { FoldEffect } from './fold-context.ts';

export interface FoldInboxDeps {
  readonly inbox: Inbox;
  readonly newBatchFold: () => EffectfulBatchFold;
  /** Told after the transaction that made it necessary is committed. */
  readonly onEffect: (effect: FoldEffect, shopId: Shop['id']) => void;
}

/** Partitions folded at once: each takes a connection, and folding is mostly waiting for the database. */
const CONCURRENCY = 3;
/** Deliveries in one transaction. */
const BATCH = 100;

/**
 * Folds everything that is pending now. True when something was folded, so that a caller looks again; deliveries that
 * failed wait for the next call.
 */
export function createFoldInbox(deps: FoldInboxDeps): (signal: AbortSignal) => Promise<boolean> {
  return async (signal) => {
    const partitions = [...(await deps.inbox.pendingPartitions())];
    let didFold = false;
    const workOff = async (): Promise<void> => {
      for (let next = partitions.shift(); next !== undefined; next = partitions.shift())
        if (await foldPartition(deps, next, signal)) didFold = true;
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, workOff));
    return didFold && !signal.aborted;
  };
}

async function foldPartition(
  { inbox, newBatchFold, onEffect }: FoldInboxDeps,
  partition: number,
  signal: AbortSignal,
): Promise<boolean> {
  let didFold = false;
  while (!signal.aborted) {
    const fold = newBatchFold();
    const tally = await inbox.foldPartition(partition, BATCH, fold);
    const done = tally.folded + tally.quarantined;
    if (done > 0) didFold = true;
    for (const [shopId, effects] of fold.effects()) effects.forEach((effect) => onEffect(effect, shopId));
    if (done === 0) return didFold;
  }
  return didFold;
}
