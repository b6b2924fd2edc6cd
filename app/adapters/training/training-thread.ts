/** Runs as a worker thread: see model-trainer.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { TrainedModel } from '#app/ports/model-trainer.ts';
import { trainFromOrders } from './train-from-orders.ts';
import { yieldToOthers } from './yield-to-others.ts';

/** What the thread says: what it is at, and in the end what came of it. */
export type TrainingMessage = { readonly step: string } | { readonly model: TrainedModel };

/** What the thread is asked. */
export interface TrainingOrder {
  readonly databaseUrl: string;
  readonly shopId: number;
  readonly isQuick: boolean;
}

yieldToOthers();
const say = (message: TrainingMessage): void => parentPort?.postMessage(message);
const { databaseUrl, shopId, isQuick } = workerData as TrainingOrder;
say({ model: await trainFromOrders(databaseUrl, shopId, isQuick, (step) => say({ step })) });
