import { decayedWorth, POPULARITY_HALF_LIVES } from '../models/popularity.ts';
import { EVIDENCE, ROW, type Candidates } from './candidates.ts';
import type { Knowledge } from './knowledge.ts';
import { liftOf, traitsOf, TRAITS } from './product-traits.ts';
import { quickLog } from './quick-log.ts';
import { isInNewestOrder, type ShopperHistory } from './shopper-history.ts';

/**
 * What the ranker looks at. Sums are relative to the query's best candidate, so that they mean the same for every cart. The last three are the same
 * for all candidates of a question: weights ignore them, trees ask them.
 */
export const FEATURES = [
  'quick',
  'pairSum',
  'pairMost',
  'cosineSum',
  'confidenceMost',
  'support',
  'ease',
  'contentSum',
  'contentMost',
  'priceStep',
  'priceDistance',
  'timesBought',
  'shareOfOrders',
  'inNewestOrder',
  'recentlyBought',
  'recency',
  'due',
  'overdue',
  'boughtAndRepeated',
  'bond',
  'historyPairs',
  'historyEase',
  'popularity',
  'month',
  'week',
  'age',
  'neverSold',
  'country',
  'price',
  'repeatRate',
  'returnRate',
  'viewed',
  'cartLength',
  'historyOrders',
  'staleness',
] as const;

/** As many as FEATURES has: a checkout's bundle goes without the names. */
export const FEATURE_COUNT = 35;

/** The question, as numbers. */
export interface Asked {
  /** Known products of the cart. */
  cartLength: number;
  /** Mean natural log of their prices, NaN where unknown. */
  cartLogPrice: number;
  /** Seconds since 1970. */
  now: number;
  country: number;
  /** Offers, at most. */
  wanted: number;
}

/** The largest value of each sum among the candidates; of popularity, what an order of the newest instant is worth. */
export interface Scale {
  pairSum: number;
  cosineSum: number;
  ease: number;
  contentSum: number;
  historyPairs: number;
  historyEase: number;
  recentlyBought: number;
  timesBought: number;
  month: number;
  week: number;
  mostPopular: number;
}

const NOTHING = 1e-6;

export function createScale(): Scale {
  return {
    pairSum: NOTHING,
    cosineSum: NOTHING,
    ease: NOTHING,
    contentSum: NOTHING,
    historyPairs: NOTHING,
    historyEase: NOTHING,
    recentlyBought: NOTHING,
    timesBought: NOTHING,
    month: 1,
    week: 1,
    mostPopular: 1,
  };
}

export function measureScale(
  candidates: Candidates,
  { popularity }: Knowledge,
  mostPopular: number,
  scale: Scale,
): void {
  measureSums(candidates, scale);
  const { newest, origin } = popularity;
  scale.month = decayedWorth(newest, origin, POPULARITY_HALF_LIVES.month);
  scale.week = decayedWorth(newest, origin, POPULARITY_HALF_LIVES.week);
  scale.mostPopular = Math.max(NOTHING, mostPopular);
}

/** The part of the scale that is about the candidates alone. */
export function measureSums({ evidence, length }: Candidates, scale: Scale): void {
  let [pairSum, cosineSum, ease, contentSum] = [NOTHING, NOTHING, NOTHING, NOTHING];
  let [historyPairs, historyEase, recentlyBought, timesBought] = [NOTHING, NOTHING, NOTHING, NOTHING];
  for (let row = 0, end = length * ROW; row < end; row += ROW) {
    pairSum = Math.max(pairSum, evidence[row] ?? 0);
    cosineSum = Math.max(cosineSum, evidence[row + EVIDENCE.cosineSum] ?? 0);
    ease = Math.max(ease, evidence[row + EVIDENCE.easeSum] ?? 0);
    contentSum = Math.max(contentSum, evidence[row + EVIDENCE.contentSum] ?? 0);
    historyPairs = Math.max(historyPairs, evidence[row + EVIDENCE.historyPairs] ?? 0);
    historyEase = Math.max(historyEase, evidence[row + EVIDENCE.historyEase] ?? 0);
    recentlyBought = Math.max(recentlyBought, evidence[row + EVIDENCE.recentlyBought] ?? 0);
    timesBought = Math.max(timesBought, evidence[row + EVIDENCE.timesBought] ?? 0);
  }
  scale.pairSum = pairSum;
  scale.cosineSum = cosineSum;
  scale.ease = ease;
  scale.contentSum = contentSum;
  scale.historyPairs = historyPairs;
  scale.historyEase = historyEase;
  scale.recentlyBought = recentlyBought;
  scale.timesBought = timesBought;
}

/** The parts of the quick score, by what they rest on: each is 0 to its weight. */
export const QUICK_WEIGHTS = {
  cart: 1,
  ease: 0.3,
  content: 0.15,
  bought: 0.3,
  recentlyBought: 0.2,
  history: 0.1,
  viewed: 0.3,
  popularity: 0.05,
} as const;

/** What each of the sums counts in the quick score of one question: its weight in units of the best candidate's. */
export interface QuickFactors {
  readonly cart: number;
  readonly ease: number;
  readonly content: number;
  readonly history: number;
  readonly popularity: number;
  readonly bought: number;
  readonly recentlyBought: number;
}

export function quickFactors(scale: Scale): QuickFactors {
  return {
    cart: QUICK_WEIGHTS.cart / scale.pairSum,
    ease: QUICK_WEIGHTS.ease / scale.ease,
    content: QUICK_WEIGHTS.content / scale.contentSum,
    history: QUICK_WEIGHTS.history / scale.historyPairs,
    popularity: QUICK_WEIGHTS.popularity / scale.mostPopular,
    bought: QUICK_WEIGHTS.bought / quickLog(1 + scale.timesBought),
    recentlyBought: QUICK_WEIGHTS.recentlyBought / scale.recentlyBought,
  };
}

/** A blend with hand-set weights. It chooses the candidates that are looked at closely, and ranks for a shop without data. */
export function quickScore(
  evidence: Float32Array,
  row: number,
  factors: QuickFactors,
  popularity: number,
): number {
  return (
    factors.cart * (evidence[row] ?? 0) +
    factors.ease * (evidence[row + EVIDENCE.easeSum] ?? 0) +
    factors.content * (evidence[row + EVIDENCE.contentSum] ?? 0) +
    factors.history * (evidence[row + EVIDENCE.historyPairs] ?? 0) +
    QUICK_WEIGHTS.viewed * Math.min(2, evidence[row + EVIDENCE.viewed] ?? 0) +
    factors.popularity * popularity +
    boughtScore(evidence, row, factors)
  );
}

function boughtScore(evidence: Float32Array, row: number, factors: QuickFactors): number {
  const times = evidence[row + EVIDENCE.timesBought] ?? 0;
  if (times === 0) return 0;
  return (
    factors.bought * quickLog(1 + times) +
    factors.recentlyBought * (evidence[row + EVIDENCE.recentlyBought] ?? 0)
  );
}

/** Everything the features of one candidate are made of. */
export interface Subject {
  readonly candidates: Candidates;
  readonly knowledge: Knowledge;
  readonly asked: Asked;
  readonly history: ShopperHistory;
  readonly scale: Scale;
}

/** Below a hundredth of the best, a sum is as good as none. */
const FLOOR = 0.01;

/** Places of the first feature of each kind: `pairSum`, `timesBought`, `popularity`. */
export const CART_FEATURES = 1;
export const HISTORY_FEATURES = 11;
export const SHOP_FEATURES = 22;

/** Writes the features of one candidate to `out`, from place `at`, in the order of FEATURES. */
export function writeFeatures(
  subject: Subject,
  product: number,
  row: number,
  quick: number,
  out: Float32Array,
  at: number,
): void {
  const { candidates, knowledge, asked, history, scale } = subject;
  const { evidence } = candidates;
  const priceStep = (knowledge.logPrices[product] ?? Number.NaN) - asked.cartLogPrice;
  const { gapDays, rate } = knowledge.repetition;
  out[at] = quick;
  writeCartFeatures(evidence, row, scale, asked.cartLength, priceStep, out, at + CART_FEATURES);
  writeHistoryFeatures(
    evidence,
    row,
    scale,
    history,
    gapDays[product] ?? 0,
    rate[product] ?? 0,
    out,
    at + HISTORY_FEATURES,
  );
  writeShopFeatures(subject, product, row, out, at + SHOP_FEATURES);
}

/** What the cart says of a candidate. `priceStep` is the log of its price against the cart's mean, NaN where one is unknown. */
export function writeCartFeatures(
  evidence: Float32Array,
  row: number,
  scale: Scale,
  cartLength: number,
  priceStep: number,
  out: Float32Array,
  at: number,
): void {
  out[at] = quickLog((evidence[row] ?? 0) / scale.pairSum + FLOOR);
  out[at + 1] = quickLog((evidence[row + EVIDENCE.pairMost] ?? 0) + 0.003);
  out[at + 2] = quickLog((evidence[row + EVIDENCE.cosineSum] ?? 0) / scale.cosineSum + FLOOR);
  out[at + 3] = quickLog((evidence[row + EVIDENCE.confidenceMost] ?? 0) + 0.003);
  out[at + 4] = cartLength > 0 ? (evidence[row + EVIDENCE.support] ?? 0) / cartLength : 0;
  out[at + 5] = quickLog((evidence[row + EVIDENCE.easeSum] ?? 0) / scale.ease + FLOOR);
  out[at + 6] = quickLog((evidence[row + EVIDENCE.contentSum] ?? 0) / scale.contentSum + 0.05);
  out[at + 7] = evidence[row + EVIDENCE.contentMost] ?? 0;
  out[at + 8] = Number.isNaN(priceStep) ? 0 : priceStep;
  out[at + 9] = Number.isNaN(priceStep) ? 0 : Math.min(3, Math.abs(priceStep));
}

/** What the shopper's own past says of a candidate. `gapDays` and `repeatRate` are what all customers' says of it. */
export function writeHistoryFeatures(
  evidence: Float32Array,
  row: number,
  scale: Scale,
  history: Pick<ShopperHistory, 'orders' | 'daysSince'>,
  gapDays: number,
  repeatRate: number,
  out: Float32Array,
  at: number,
): void {
  const times = evidence[row + EVIDENCE.timesBought] ?? 0;
  const since = evidence[row + EVIDENCE.daysSince] ?? 0;
  const isBought = times > 0;
  const elapsed = isBought ? since / expectedGapDays(evidence, row, gapDays) : 0;
  out[at] = isBought ? quickLog(1 + times) : 0;
  out[at + 1] = isBought ? times / history.orders : 0;
  out[at + 2] = isInNewestOrder(history, evidence, row) ? 1 : 0;
  out[at + 3] = isBought ? quickLog((evidence[row + EVIDENCE.recentlyBought] ?? 0) + 0.05) : LOG_UNBOUGHT;
  out[at + 4] = isBought ? 1 / (1 + since / 14) : 0;
  out[at + 5] = isBought ? Math.min(elapsed + 0.05, 1 / (elapsed + 0.05)) : 0;
  out[at + 6] = Math.min(3, elapsed);
  out[at + 7] = isBought ? repeatRate : 0;
  const bond = evidence[row + EVIDENCE.bond] ?? 0;
  out[at + 8] = bond > 0 ? quickLog(bond + 0.05) : LOG_UNBOUGHT;
  out[at + 9] = quickLog((evidence[row + EVIDENCE.historyPairs] ?? 0) / scale.historyPairs + FLOOR);
  out[at + 10] = quickLog((evidence[row + EVIDENCE.historyEase] ?? 0) / scale.historyEase + FLOOR);
}

const LOG_UNBOUGHT = quickLog(0.05);
const DEFAULT_GAP_DAYS = 30;
const LEAST_GAP_DAYS = 3;

/** The shopper's own interval where it is known, else the product's among all customers. */
export function expectedGapDays(evidence: Float32Array, row: number, usualDays: number): number {
  const own = evidence[row + EVIDENCE.daysBetween] ?? 0;
  return Math.max(LEAST_GAP_DAYS, own > 0 ? own : usualDays || DEFAULT_GAP_DAYS);
}

function writeShopFeatures(
  { candidates: { evidence }, knowledge, asked, history, scale }: Subject,
  product: number,
  row: number,
  out: Float32Array,
  at: number,
): void {
  const { popularity, returned, traits } = knowledge;
  const { values } = traits;
  const own = traitsOf(knowledge, product, scale.month, scale.week);
  const ageDays = (asked.now - (popularity.firstSold[product] ?? 0)) / 86_400;
  out[at] = values[own + TRAITS.popularity] ?? 0;
  out[at + 1] = values[own + TRAITS.month] ?? 0;
  out[at + 2] = values[own + TRAITS.week] ?? 0;
  out[at + 3] = ageDays > 0 ? quickLog(1 + Math.min(ageDays, 1_000)) : 0;
  out[at + 4] = values[own + TRAITS.neverSold] ?? 0;
  out[at + 5] = liftOf(knowledge, product, asked.country);
  out[at + 6] = values[own + TRAITS.price] ?? 0;
  out[at + 7] = values[own + TRAITS.repeatRate] ?? 0;
  out[at + 8] = (returned[product] ?? 0) / ((popularity.counts[product] ?? 0) + 10);
  out[at + 9] = Math.min(2, evidence[row + EVIDENCE.viewed] ?? 0);
  out[at + 10] = quickLog(1 + asked.cartLength);
  out[at + 11] = quickLog(1 + history.orders);
  out[at + 12] = Math.min(30, (asked.now - popularity.newest) / 86_400);
}
