import { Worker } from 'node:worker_threads';
import type { ModelTrainer, TrainedModel } from '#app/ports/model-trainer.ts';

const THREAD = new URL('./training-thread.ts', import.meta.url);

/** Trains in a thread of its own for each model: the thread reads the orders, learns, and stores the bytes. */
export function createModelTrainer(databaseUrl: string): ModelTrainer {
  return {
    train: (shopId) =>
      new Promise<TrainedModel>((resolve, reject) => {
        const thread = new Worker(THREAD, { workerData: { databaseUrl, shopId } });
        thread.once('message', resolve);
        thread.once('error', reject);
        thread.once('exit', (code) => reject(new Error(`The training thread ended with code ${code}.`)));
      }),
  };
}
