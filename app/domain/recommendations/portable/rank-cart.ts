import { isOwnPurchase } from '../ranking/explain.ts';
import { FEATURE_COUNT } from '../ranking/features.ts';
import { CARTLESS_SITUATIONS, scoreFeatures, situationOf } from '../ranking/situations.ts';
import { addTrees, createColumns, LOOKED_AT } from '../ranking/trees.ts';
import {
  describeCandidate,
  openQuestion,
  type PortableCandidate,
  type PortableQuestion,
} from './describe-cart.ts';
import { TRAIT_FEATURES, type PortableRanker } from './portable-model.ts';
import { openTrees } from './trees-text.ts';

/** What a model says of a candidate. */
export interface PortableRank {
  /** Up to what all candidates share. */
  readonly logOdds: number;
  /** Whether the best reason to offer it is that the shopper bought it before. */
  readonly isOwn: boolean;
}

/**
 * How good each candidate is for a cart: by the model's own functions, so that it is what the model would say of them. Of more than the
 * trees look at, the best by weights alone come first, as there; what the model would not look at closely comes last.
 */
export function rankCart(
  ranker: PortableRanker,
  asked: PortableQuestion,
  candidates: readonly PortableCandidate[],
): readonly PortableRank[] {
  const question = openQuestion(ranker, asked, candidates.length);
  const features = new Float32Array(candidates.length * FEATURE_COUNT);
  const rows = candidates.map((candidate, place) =>
    describeCandidate(question, candidate, features, place * FEATURE_COUNT),
  );
  const scores = score(ranker, situationOf(question, question.history), features, candidates.length);
  return candidates.map(({ traits }, place) => {
    const isClose = (features[place * FEATURE_COUNT] ?? 0) >= question.leastClose;
    const logOdds = (scores[place] ?? 0) + (traits[TRAIT_FEATURES + 1] ?? 0);
    return { logOdds: isClose ? logOdds : -Infinity, isOwn: isOwnPurchase(question, rows[place] ?? 0) };
  });
}

/** By weights, and of the best by trees; the others are out. */
function score(
  { weights, trees }: PortableRanker,
  situation: number,
  features: Float32Array,
  length: number,
): Float64Array {
  const own = Float64Array.from(weights[situation - CARTLESS_SITUATIONS] ?? []);
  const scores = Float64Array.from({ length }, (_, place) =>
    scoreFeatures(features, place * FEATURE_COUNT, own),
  );
  const places = Uint32Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const looked = places.subarray(0, LOOKED_AT);
  const lookedScores = Float64Array.from(looked, (place) => scores[place] ?? 0);
  if (trees) addTrees(openTrees(trees), features, looked, lookedScores, createColumns());
  scores.fill(-Infinity);
  looked.forEach((place, at) => (scores[place] = lookedScores[at] ?? 0));
  return scores;
}
