/** Runs as a worker thread: see model-trainer.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { TrainedModel } from '#app/ports/model-trainer.ts';
import { trainFromOrders } from './train-from-orders.ts';

/** What the thread says: what it is at, and in the end what came of it. */
export type TrainingMessage = { readonly step: string } | { readonly model: TrainedModel };

const say = (message: TrainingMessage): void => parentPort?.postMessage(message);
const { databaseUrl, shopId } = workerData as { databaseUrl: string; shopId: number };
say({ model: await trainFromOrders(databaseUrl, shopId, (step) => say({ step })) });
