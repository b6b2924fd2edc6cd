import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import type { ModelTrainer, TrainedModel, TrainingOptions } from '#app/ports/model-trainer.ts';
import { publishChange } from '../postgres/change-feed.ts';
import type { TrainingMessage, TrainingOrder } from './training-thread.ts';

const THREAD = new URL('./training-thread.ts', import.meta.url);

/** Trains in a thread of its own for each model: the thread reads the orders, learns, and stores the bytes. */
export function createModelTrainer(pool: pg.Pool, databaseUrl: string): ModelTrainer {
  return {
    train(shopId, options = {}) {
      const workerData: TrainingOrder = { databaseUrl, shopId, isQuick: options.isQuick ?? false };
      return runThread(new Worker(THREAD, { workerData }), options);
    },
    async announceOrders(shopId) {
      await publishChange(pool, { shopId, kind: 'model' });
    },
  };
}

function runThread(thread: Worker, { onProgress, signal }: TrainingOptions): Promise<TrainedModel> {
  const stop = (): void => void thread.terminate();
  return new Promise<TrainedModel>((resolve, reject) => {
    thread.on('message', (message: TrainingMessage) => {
      if ('model' in message) resolve(message.model);
      else onProgress?.(message.step);
    });
    thread.once('error', reject);
    thread.once('exit', (code) =>
      reject(new Error(`The training thread ended half-way, with code ${code}.`)),
    );
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  }).finally(() => signal?.removeEventListener('abort', stop));
}
