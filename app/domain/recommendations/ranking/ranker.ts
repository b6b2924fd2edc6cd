import { FEATURE_COUNT } from './features.ts';
import { handSetWeights, scoreFeatures, type Weights } from './situations.ts';
import { bestRows, scoreTrees, type Trees } from './trees.ts';

/** How candidates become log odds: weights for each situation and, where they earned it, trees on top. */
export interface Ranker {
  readonly weights: Weights;
  readonly trees: Trees | null;
}

/** What ranks in a shop without enough orders to learn from. */
export function handSetRanker(): Ranker {
  return { weights: handSetWeights(), trees: null };
}

/**
 * Log odds of the candidates of one question, up to what all share. Trees look at the best by weights alone; the others stay behind those, in
 * the order that the weights give.
 */
export function scoreRows(
  { weights, trees }: Ranker,
  situation: number,
  features: Float32Array,
  length: number,
): Float64Array {
  const own = weights[situation] ?? new Float64Array(FEATURE_COUNT);
  const scores = new Float64Array(length);
  for (let row = 0; row < length; row++) scores[row] = scoreFeatures(features, row * FEATURE_COUNT, own);
  if (trees !== null) addTrees(trees, features, scores);
  return scores;
}

function addTrees(trees: Trees, features: Float32Array, scores: Float64Array): void {
  const best = bestRows(scores, 0, scores.length);
  let least = Number.POSITIVE_INFINITY;
  const last = scores[best.at(-1) ?? 0] ?? 0;
  for (const row of best) {
    const score = (scores[row] ?? 0) + scoreTrees(trees, features, row * FEATURE_COUNT);
    scores[row] = score;
    if (score < least) least = score;
  }
  if (best.length === scores.length || least >= last) return;
  const looked = new Set(best);
  for (let row = 0; row < scores.length; row++)
    if (!looked.has(row)) scores[row] = (scores[row] ?? 0) - (last - least);
}
