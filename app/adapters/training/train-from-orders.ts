import pg from 'pg';
import { trainModel } from '#app/domain/recommendations/training/train-model.ts';
import type { TrainedModel } from '#app/ports/model-trainer.ts';
import { readRunning, storeModel } from './model-rows.ts';
import { readDrawnOffers } from './read-drawn-offers.ts';
import { readShopHistory } from './read-shop-history.ts';

/** Reads a shop's history, trains (`isQuick`: as ports/model-trainer.ts says), and stores the model, all or nothing. */
export async function trainFromOrders(
  databaseUrl: string,
  shopId: number,
  isQuick: boolean,
  onProgress: (step: string) => void = () => undefined,
): Promise<TrainedModel> {
  const startedAt = performance.now();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  try {
    onProgress('orders');
    const history = await readShopHistory(pool, shopId);
    const running = await readRunning(pool, shopId);
    const drawn = isQuick ? [] : await readDrawnOffers(pool, shopId);
    const trained = trainModel(history, { running, isQuick, drawn, onProgress });
    const durationMs = Math.round(performance.now() - startedAt);
    const version = await storeModel(pool, shopId, trained, durationMs);
    const { orders, products, report, objection } = trained;
    return { version, orders, products, isLearned: report !== null, objection, durationMs };
  } finally {
    await pool.end();
  }
}
