import { Worker } from 'node:worker_threads';
import type { EstimateFit, Estimator } from '#app/ports/estimator.ts';
import { runThread } from '../run-thread.ts';
import type { EstimatingOrder } from './estimating-thread.ts';

const THREAD = new URL('./estimating-thread.ts', import.meta.url);

/** Estimates in a thread of its own for each fit: it reads the orders, fits, and writes what came of it. */
export function createEstimator(databaseUrl: string): Estimator {
  return {
    estimate(shopId, options, signal) {
      const workerData: EstimatingOrder = { databaseUrl, shopId, ...options };
      return runThread(new Worker(THREAD, { workerData }), {
        name: 'estimating',
        answerOf: (fit: EstimateFit) => fit,
        signal,
      });
    },
  };
}
