import type { Pool } from 'pg';
import type { RecommendationModel } from '#app/domain/recommendations/model.ts';
import { modelFromBytes } from '#app/domain/recommendations/serving/model-bytes.ts';
import { openModel } from '#app/domain/recommendations/serving/open-model.ts';
import type { Log } from '#app/ports/log.ts';
import { SERVING_MODEL } from './model-rows.ts';
import { readFeedback } from './read-feedback.ts';
import { ORDER_COLUMNS, TEACHES, toShopOrder, type OrderRow } from './read-shop-history.ts';

/** Orders since a fit that are learned, oldest first; a shop with more gets its next fit soon. */
const MOST_LIVE_ORDERS = 20_000;

/** What became of offers is counted again with the next order, but no sooner than this: it is a look at months of events. */
const FEEDBACK_EVERY_MS = 60_000;

export type ReadServedModel = (
  shopId: number,
  known: RecommendationModel | null,
) => Promise<RecommendationModel | null>;

/**
 * Reads a shop's model, with the orders since its fit learned and what became of its offers heard; gives `known` where that is still the
 * one that serves.
 */
export function createServedModels(pool: Pool, log: Log): ReadServedModel {
  const heardAtMs = new WeakMap<RecommendationModel, number>();
  return async (shopId, known) => {
    const model = await readNewest(pool, shopId, known, log);
    if (model === null) return null;
    await learnOrders(pool, shopId, model);
    const nowMs = performance.now();
    if (nowMs - (heardAtMs.get(model) ?? Number.NEGATIVE_INFINITY) < FEEDBACK_EVERY_MS) return model;
    model.hear(await readFeedback(pool, shopId));
    heardAtMs.set(model, nowMs);
    return model;
  };
}

async function learnOrders(pool: Pool, shopId: number, model: RecommendationModel): Promise<void> {
  const { rows } = await pool.query<OrderRow>(
    `SELECT ${ORDER_COLUMNS} FROM orders WHERE shop_id = $1 AND ${TEACHES} AND processed_at > to_timestamp($2)
      ORDER BY processed_at, id LIMIT ${MOST_LIVE_ORDERS}`,
    [shopId, model.fittedUntil],
  );
  model.learn(rows.map(toShopOrder));
}

/** A model that cannot be read is as good as none: the shop is served without, and the log says why. */
async function readNewest(
  pool: Pool,
  shopId: number,
  known: RecommendationModel | null,
  log: Log,
): Promise<RecommendationModel | null> {
  if (known !== null && known.version > 0) {
    const { rows } = await pool.query<{ version: number }>(
      `SELECT version FROM (${SERVING_MODEL}) serving WHERE version = $2`,
      [shopId, known.version],
    );
    if (rows.length > 0) return known;
  }
  const { rows } = await pool.query<{ bytes: Buffer; version: number }>(SERVING_MODEL, [shopId]);
  if (rows[0] === undefined) return null;
  const state = modelFromBytes(rows[0].bytes);
  if (state.ok) return openModel(state.value, rows[0].version);
  log.error(
    { shopId, version: rows[0].version, problem: state.failure },
    'model left out: its bytes cannot be read',
  );
  return null;
}
