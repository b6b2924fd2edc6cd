/** Runs as a worker thread: see estimator.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { EstimateOptions } from '#app/ports/estimator.ts';
import { yieldToOthers } from '../yield-to-others.ts';
import { estimateShop } from './estimate-shop.ts';

/** What the thread is asked. */
export interface EstimatingOrder extends EstimateOptions {
  readonly databaseUrl: string;
  readonly shopId: ShopId;
}

yieldToOthers();
parentPort?.postMessage(await estimateShop(workerData as EstimatingOrder));
