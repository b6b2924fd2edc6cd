/** Runs as a worker thread: see estimator.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { yieldToOthers } from '../yield-to-others.ts';
import { estimateShop } from './estimate-shop.ts';

/** What the thread is asked. */
export interface EstimatingOrder {
  readonly databaseUrl: string;
  readonly shopId: ShopId;
  readonly now: Instant;
}

yieldToOthers();
parentPort?.postMessage(await estimateShop(workerData as EstimatingOrder));
