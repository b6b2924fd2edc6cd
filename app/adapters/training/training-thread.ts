/** Runs as a worker thread: see model-trainer.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { trainFromOrders } from './train-from-orders.ts';

const { databaseUrl, shopId } = workerData as { databaseUrl: string; shopId: number };
parentPort?.postMessage(await trainFromOrders(databaseUrl, shopId));
