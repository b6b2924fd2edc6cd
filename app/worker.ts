/** The background of one process: inbox, memberships and their recount, what experiments show, backfill, prices, models, housekeeping. */
import type { FoldEffect } from '#app/use-cases/folding/fold-context.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { Ingestion } from './worker/ingestion.ts';
import type { Connections } from './worker/connections.ts';
import type { LocalDecisions } from './worker/local-decisions.ts';
import type { Reminders } from './worker/reminders.ts';
import { startLoop, type Loop, type LoopSettings } from './worker/loop.ts';
import { createTrainingSchedule } from './worker/training-schedule.ts';

/** What startWorker needs of the container. */
export interface WorkerContainer {
  readonly ingestion: Ingestion;
  readonly reminders: Pick<Reminders, 'send'>;
  readonly localDecisions: LocalDecisions;
  readonly connections: Connections;
  readonly clock: Clock;
  readonly log: Log;
}

export interface RunningWorker {
  /** Ends every round under way, then resolves. */
  stop(): Promise<void>;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Starts the background loops. Any number of processes may run them: work is claimed in the database. A delivery is folded
 * at once by notification, within a second if that was lost.
 */
export function startWorker({
  ingestion,
  reminders,
  localDecisions,
  connections,
  clock,
  log,
}: WorkerContainer): RunningWorker {
  const { work } = ingestion;
  const schedule = createTrainingSchedule();
  const loop = (name: string, everyMs: number, run: LoopSettings['run']): Loop =>
    startLoop({ name, run, everyMs, log });

  const prices = loop('prices', 5 * SECOND_MS, () => work.refreshVariants());
  const backfill = loop('backfill', SECOND_MS, (signal) => work.runBackfill(signal, schedule.want));
  const onEffect = (effect: FoldEffect, shopId: Shop['id']): void => {
    if (effect === 'read-prices') prices.wake();
    else if (effect === 'read-history') backfill.wake();
    else schedule.want(shopId);
  };
  const inbox = loop('inbox', SECOND_MS, work.foldInbox(onEffect));
  const signal = work.listen(() => inbox.wake());
  const others = [
    loop('shopify-segments', 5 * SECOND_MS, () => work.readFollowedSegments()),
    loop('memberships', SECOND_MS, () => work.moveDue()),
    loop('abandoned-carts', SECOND_MS, () => work.detectAbandonedCarts()),
    loop('reminders', 5 * SECOND_MS, (signal) => reminders.send(signal)),
    loop('rules', SECOND_MS, () => work.followRules()),
    loop('reconciliation', 5 * SECOND_MS, (signal) => work.reconcileShops(signal)),
    loop('incentives', SECOND_MS, () => work.syncIncentives()),
    loop('local-decisions', 5 * SECOND_MS, () => localDecisions.sync()),
    // Two: while one waits for a slow server's turns, the other goes on with what is left.
    ...[1, 2].map(() => loop('connections', 5 * SECOND_MS, (signal) => connections.pull(signal))),
    loop('recount', 10 * MINUTE_MS, (signal) => work.recountNightly(signal)),
    loop('estimates', MINUTE_MS, (signal) => work.estimateNightly(signal)),
    loop('census', MINUTE_MS, () => work.takeCensus()),
    loop('measurements', 5 * SECOND_MS, (signal) => work.measureShops(signal)),
    loop('new-orders', SECOND_MS, async () => {
      for (const shopId of schedule.takeNews()) await work.trainer.announceOrders(shopId);
      return false;
    }),
    loop('training', SECOND_MS, async (signal) => {
      for (const shopId of schedule.take(clock.nowMs())) {
        const model = await work.trainer.train(shopId, { signal });
        log.info({ shopId, ...model }, 'model trained');
      }
      return false;
    }),
    loop('statistics', 2 * SECOND_MS, () => work.refreshStatistics()),
    loop('housekeeping', HOUR_MS, async () => {
      const counts = await work.housekeeping.run(new Date(clock.nowMs()));
      if (Object.values(counts).some((count) => count > 0)) log.info(counts, 'housekeeping done');
      return work.enforceRetention();
    }),
  ];
  return {
    async stop() {
      await signal.close();
      await Promise.all([inbox, prices, backfill, ...others].map((each) => each.stop()));
    },
  };
}
