import { ROW, rowOf, type Candidates } from '../ranking/candidates.ts';
import { CLOSE } from '../ranking/close.ts';
import {
  CART_FEATURES,
  createScale,
  HISTORY_FEATURES,
  measureSums,
  quickFactors,
  quickScore,
  SHOP_FEATURES,
  writeCartFeatures,
  writeHistoryFeatures,
  type QuickFactors,
  type Scale,
} from '../ranking/features.ts';
import { quickLog } from '../ranking/quick-log.ts';
import { gatherCart, type Gathered } from './gather-cart.ts';
import {
  TRAIT_FEATURES,
  type PortableHistory,
  type PortableProduct,
  type PortableRanker,
  type PortableTraits,
} from './portable-model.ts';
import { productKey } from './product-key.ts';
import { nothingRecalled, recallHistory, roomFor, type Recalled } from './recall-history.ts';

/** Who asks, and with what in the cart. */
export interface PortableQuestion {
  /** What the model knows of the cart, by product id. */
  readonly cart: ReadonlyMap<string, PortableProduct>;
  /** What the shopper bought before; null for a guest. */
  readonly history: PortableHistory | null;
  /** Seconds since 1970. */
  readonly now: number;
}

/** A product that may be offered beside the cart. */
export interface PortableCandidate {
  readonly productId: string;
  readonly traits: PortableTraits;
}

/** Places among the traits: the log of the price, 0 where it is not known; how often it is bought again. */
const PRICE = 6;
const REPEAT_RATE = 7;

/** One question with all that speaks for its candidates. */
export interface OpenQuestion extends Recalled {
  readonly candidates: Candidates;
  readonly scale: Scale;
  readonly factors: QuickFactors;
  readonly cartLength: number;
  readonly cartLogPrice: number;
  readonly staleness: number;
  /** Below this quick score the model would not look closely. */
  readonly leastClose: number;
  numberOf(key: string): number;
}

/** Room for so many candidates that neither the cart nor the history leads to. */
export function openQuestion(
  ranker: PortableRanker,
  { cart, history, now }: PortableQuestion,
  room: number,
): OpenQuestion {
  const products = [...cart.values()];
  const inCart = new Set([...cart.keys()].map(productKey));
  const gathered = gatherCart(ranker, products, room + products.length + (history ? roomFor(history) : 0));
  const recalled = history ? recallHistory(history, gathered, inCart, now) : nothingRecalled();
  const scale = createScale();
  measureSums(gathered.candidates, scale);
  const factors = quickFactors(scale);
  const logPrices = products.flatMap(({ logPrice }) => logPrice ?? []);
  return {
    ...gathered,
    ...recalled,
    scale,
    factors,
    cartLength: products.length,
    cartLogPrice: logPrices.reduce((sum, each) => sum + each, 0) / logPrices.length,
    staleness: ranker.staleness,
    leastClose: leastCloseOf(gathered, inCart, factors),
  };
}

/** As far as what is gathered tells: how popular each is stands in the traits of those alone that may be offered. */
function leastCloseOf(
  { candidates, numberOf }: Gathered,
  inCart: ReadonlySet<string>,
  factors: QuickFactors,
): number {
  const rows = new Set(Array.from({ length: candidates.length }, (_, row) => row * ROW));
  for (const key of inCart) rows.delete(rowOf(candidates, numberOf(key)));
  const quick = [...rows].map((row) => quickScore(candidates.evidence, row, factors, 0));
  return quick.sort((a, b) => b - a)[CLOSE.withCart - 1] ?? -Infinity;
}

/** Writes the features of a candidate to `out`, from place `at`, in the order of FEATURES. Its row in the evidence. */
export function describeCandidate(
  question: OpenQuestion,
  { productId, traits }: PortableCandidate,
  out: Float32Array,
  at: number,
): number {
  const { candidates, scale, factors, cartLength, history } = question;
  const key = productKey(productId);
  const row = rowOf(candidates, question.numberOf(key));
  const { evidence } = candidates;
  const priceStep = (traits[PRICE] || Number.NaN) - question.cartLogPrice;
  const gapDays = question.gapDays.get(key) ?? 0;
  const repeatRate = traits[REPEAT_RATE] ?? 0;
  out[at] = quickScore(evidence, row, factors, traits[TRAIT_FEATURES] ?? 0);
  writeCartFeatures(evidence, row, scale, cartLength, priceStep, out, at + CART_FEATURES);
  writeHistoryFeatures(evidence, row, scale, history, gapDays, repeatRate, out, at + HISTORY_FEATURES);
  const viewed = 0;
  const asked = [viewed, quickLog(1 + cartLength), quickLog(1 + history.orders), question.staleness];
  out.set([...traits.slice(0, TRAIT_FEATURES), ...asked], at + SHOP_FEATURES);
  return row;
}
