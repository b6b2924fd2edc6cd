import type { ProductId } from '../kernel/ids.ts';
import type { RecommendationModel } from './model.ts';

/** A held-out order with one product taken out of its cart. */
export interface BacktestQuery {
  readonly cart: readonly ProductId[];
  /** Bought before the order: a product once for each order that held it, newest first. */
  readonly history: readonly ProductId[];
  /** The product taken out. */
  readonly target: ProductId;
}

export interface BacktestReport {
  readonly queries: number;
  /** Share of queries whose target is among the first k. */
  readonly hitRate: number;
  /** Mean of 1 / rank of the target, 0 where it is not among the first k. */
  readonly meanReciprocalRank: number;
  /** Different products suggested anywhere. */
  readonly productsShown: number;
}

/** How well a model finds the product that was taken out of each cart, among its first `k` candidates. */
export function backtest(
  model: RecommendationModel,
  queries: readonly BacktestQuery[],
  k: number,
): BacktestReport {
  const shown = new Set<ProductId>();
  let hits = 0;
  let reciprocalRanks = 0;
  for (const { cart, history, target } of queries) {
    const candidates = model.candidates({ cart, history, limit: k });
    for (const { productId } of candidates) shown.add(productId);
    const place = candidates.findIndex(({ productId }) => productId === target);
    if (place === -1) continue;
    hits++;
    reciprocalRanks += 1 / (place + 1);
  }
  const share = (sum: number) => (queries.length === 0 ? 0 : sum / queries.length);
  return {
    queries: queries.length,
    hitRate: share(hits),
    meanReciprocalRank: share(reciprocalRanks),
    productsShown: shown.size,
  };
}
