import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import type { ModelTrainer, TrainedModel } from '#app/ports/model-trainer.ts';
import { publishChange } from '../postgres/change-feed.ts';
import { runThread } from './run-thread.ts';
import type { TrainingMessage, TrainingOrder } from './training-thread.ts';

const THREAD = new URL('./training-thread.ts', import.meta.url);

/** Trains in a thread of its own for each model: the thread reads the orders, learns, and stores the bytes. */
export function createModelTrainer(pool: pg.Pool, databaseUrl: string): ModelTrainer {
  return {
    train(shopId, options = {}) {
      const workerData: TrainingOrder = { databaseUrl, shopId, isQuick: options.isQuick ?? false };
      const answerOf = (message: TrainingMessage): TrainedModel | null => {
        if ('model' in message) return message.model;
        options.onProgress?.(message.step);
        return null;
      };
      return runThread(new Worker(THREAD, { workerData }), {
        name: 'training',
        answerOf,
        signal: options.signal,
      });
    },
    async announceOrders(shopId) {
      await publishChange(pool, { shopId, kind: 'model' });
    },
  };
}
