import { FEATURE_COUNT, FEATURES, type Asked } from './features.ts';
import type { ShopperHistory } from './shopper-history.ts';

/** Kinds of question that are weighed differently: by the cart, and by whether the shopper bought before. */
export const SITUATIONS = [
  'no cart, unknown shopper',
  'no cart, known shopper',
  'small cart, unknown shopper',
  'small cart, known shopper',
  'large cart, unknown shopper',
  'large cart, known shopper',
] as const;

/** So many of them are without a cart, and come first. */
export const CARTLESS_SITUATIONS = 2;

/** A cart of more known products than this is large. */
const SMALL_CART = 2;

/** Place in SITUATIONS, by the known products of the cart and the shopper's earlier orders. */
export function situationOf(
  { cartLength }: Pick<Asked, 'cartLength'>,
  { orders }: Pick<ShopperHistory, 'orders'>,
): number {
  const cart = cartLength === 0 ? 0 : cartLength <= SMALL_CART ? 1 : 2;
  return 2 * cart + (orders > 0 ? 1 : 0);
}

/** One weight a feature, for each situation in order. */
export type Weights = readonly Float64Array[];

/** Weights for a shop without enough orders to learn them: the quick score alone, as steep as it was in shops that could. */
export function handSetWeights(): Weights {
  const weights = new Float64Array(FEATURE_COUNT);
  weights[FEATURES.indexOf('quick')] = 3;
  return SITUATIONS.map(() => weights);
}

/** Log odds of a candidate, up to what all candidates of the question share. */
export function scoreFeatures(features: Float32Array, from: number, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < FEATURE_COUNT; at++) sum += (weights[at] ?? 0) * (features[from + at] ?? 0);
  return sum;
}
