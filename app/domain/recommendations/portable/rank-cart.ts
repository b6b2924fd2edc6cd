import {
  CART_FEATURES,
  createScale,
  FEATURE_COUNT,
  HISTORY_FEATURES,
  measureSums,
  quickFactors,
  quickScore,
  SHOP_FEATURES,
  writeCartFeatures,
} from '../ranking/features.ts';
import { quickLog } from '../ranking/quick-log.ts';
import { scoreFeatures, SMALL_CART } from '../ranking/situations.ts';
import { addTrees, createColumns, LOOKED_AT } from '../ranking/trees.ts';
import { gatherCart } from './gather-cart.ts';
import {
  TRAIT_FEATURES,
  type PortableProduct,
  type PortableRanker,
  type PortableTraits,
} from './portable-model.ts';
import { productKey } from './product-key.ts';
import { openTrees } from './trees-text.ts';

/** A product that may be offered beside the cart. */
export interface PortableCandidate {
  readonly productId: string;
  readonly traits: PortableTraits;
}

/** Place of the log of the price among the traits; 0 where it is not known. */
const PRICE = 6;

/**
 * How good each candidate is for a guest's cart, in log odds up to what all share: by the model's own functions, so that it is what the model
 * would say of them. Of more than the trees look at, the best by weights alone come first, as there.
 */
export function rankCart(
  ranker: PortableRanker,
  cart: readonly PortableProduct[],
  candidates: readonly PortableCandidate[],
): readonly number[] {
  const features = describe(ranker, cart, candidates);
  const [small, large] = ranker.weights;
  const weights = Float64Array.from(cart.length > SMALL_CART ? large : small);
  const scores = Float64Array.from(candidates, (_, place) =>
    scoreFeatures(features, place * FEATURE_COUNT, weights),
  );
  const rows = Uint32Array.from(candidates.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const looked = rows.subarray(0, LOOKED_AT);
  const lookedScores = Float64Array.from(looked, (row) => scores[row] ?? 0);
  if (ranker.trees) addTrees(openTrees(ranker.trees), features, looked, lookedScores, createColumns());
  looked.forEach((row, place) => (scores[row] = lookedScores[place] ?? 0));
  rows.subarray(LOOKED_AT).forEach((row) => (scores[row] = -Infinity));
  return candidates.map(({ traits }, place) => (scores[place] ?? 0) + (traits[TRAIT_FEATURES + 1] ?? 0));
}

/** The features of all candidates, one after the other. */
function describe(
  ranker: PortableRanker,
  cart: readonly PortableProduct[],
  candidates: readonly PortableCandidate[],
): Float32Array {
  const gathered = gatherCart(ranker, cart, candidates.length);
  const scale = createScale();
  measureSums(gathered.candidates, scale);
  const factors = quickFactors(scale);
  const logPrices = cart.flatMap(({ logPrice }) => logPrice ?? []);
  const cartLogPrice = logPrices.reduce((sum, each) => sum + each, 0) / logPrices.length;
  const features = new Float32Array(candidates.length * FEATURE_COUNT);
  candidates.forEach(({ productId, traits }, place) => {
    const row = gathered.rowOfKey(productKey(productId));
    const { evidence } = gathered.candidates;
    const at = place * FEATURE_COUNT;
    const priceStep = (traits[PRICE] || Number.NaN) - cartLogPrice;
    features[at] = quickScore(evidence, row, factors, traits[TRAIT_FEATURES] ?? 0);
    writeCartFeatures(evidence, row, scale, cart.length, priceStep, features, at + CART_FEATURES);
    features.set(ranker.history, at + HISTORY_FEATURES);
    const viewed = 0;
    const asked = [viewed, quickLog(1 + cart.length), quickLog(1), ranker.staleness];
    features.set([...traits.slice(0, TRAIT_FEATURES), ...asked], at + SHOP_FEATURES);
  });
  return features;
}
