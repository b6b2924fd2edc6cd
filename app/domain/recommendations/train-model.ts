import { indexBaskets, type Basket } from './basket.ts';
import type { ModelData } from './model-data.ts';
import { measurePopularity } from './popularity.ts';
import { findNeighbours, type SimilarityOptions } from './similarity.ts';

export interface TrainingOptions extends SimilarityOptions {
  /** Popularity of an order halves with every so many days of age. */
  readonly popularityHalfLifeDays: number;
}

/** What did best on the orders of a real shop (README.md, "How good it is"). */
export const TRAINING_DEFAULTS: TrainingOptions = {
  asymmetry: 0.7,
  shrinkage: 1,
  neighbours: 50,
  popularityHalfLifeDays: 14,
};

/**
 * Learns from orders which products are bought together and which are popular of late. The same baskets in the same order
 * give the same model; without baskets it is a model that suggests nothing.
 */
export function trainModel(baskets: readonly Basket[], options: Partial<TrainingOptions> = {}): ModelData {
  const chosen = { ...TRAINING_DEFAULTS, ...options };
  const indexed = indexBaskets(baskets);
  const newestAt = baskets.reduce((newest, { at }) => Math.max(newest, at), 0);
  return {
    products: indexed.products,
    orders: baskets.length,
    newestAt,
    ...findNeighbours(baskets, indexed, chosen),
    ...measurePopularity(baskets, indexed, newestAt, chosen.popularityHalfLifeDays),
  };
}
