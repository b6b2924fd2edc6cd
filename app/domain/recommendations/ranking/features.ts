import { decayedWorth, POPULARITY_HALF_LIVES } from '../models/popularity.ts';
import { EVIDENCE, ROW, type Candidates } from './candidates.ts';
import type { Knowledge } from './knowledge.ts';
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

export const FEATURE_COUNT = FEATURES.length;

/** The question, as numbers. */
export interface Asked {
  /** Known products of the cart. */
  cartLength: number;
  /** Mean natural log of their prices, NaN where unknown. */
  cartLogPrice: number;
  /** Seconds since 1970. */
  now: number;
  country: number;
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
  { evidence, length }: Candidates,
  { popularity }: Knowledge,
  mostPopular: number,
  scale: Scale,
): void {
  Object.assign(scale, EMPTY);
  for (let row = 0, end = length * ROW; row < end; row += ROW) {
    scale.pairSum = Math.max(scale.pairSum, evidence[row] ?? 0);
    scale.cosineSum = Math.max(scale.cosineSum, evidence[row + EVIDENCE.cosineSum] ?? 0);
    scale.ease = Math.max(scale.ease, evidence[row + EVIDENCE.easeSum] ?? 0);
    scale.contentSum = Math.max(scale.contentSum, evidence[row + EVIDENCE.contentSum] ?? 0);
    scale.historyPairs = Math.max(scale.historyPairs, evidence[row + EVIDENCE.historyPairs] ?? 0);
    scale.historyEase = Math.max(scale.historyEase, evidence[row + EVIDENCE.historyEase] ?? 0);
    scale.recentlyBought = Math.max(scale.recentlyBought, evidence[row + EVIDENCE.recentlyBought] ?? 0);
    scale.timesBought = Math.max(scale.timesBought, evidence[row + EVIDENCE.timesBought] ?? 0);
  }
  const { newest, origin } = popularity;
  scale.month = decayedWorth(newest, origin, POPULARITY_HALF_LIVES.month);
  scale.week = decayedWorth(newest, origin, POPULARITY_HALF_LIVES.week);
  scale.mostPopular = Math.max(NOTHING, mostPopular);
}

const EMPTY = createScale();

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

/** A blend with hand-set weights. It chooses the candidates that are looked at closely, and ranks for a shop without data. */
export function quickScore(evidence: Float32Array, row: number, scale: Scale, popularity: number): number {
  return (
    (QUICK_WEIGHTS.cart * (evidence[row] ?? 0)) / scale.pairSum +
    (QUICK_WEIGHTS.ease * (evidence[row + EVIDENCE.easeSum] ?? 0)) / scale.ease +
    (QUICK_WEIGHTS.content * (evidence[row + EVIDENCE.contentSum] ?? 0)) / scale.contentSum +
    (QUICK_WEIGHTS.history * (evidence[row + EVIDENCE.historyPairs] ?? 0)) / scale.historyPairs +
    QUICK_WEIGHTS.viewed * Math.min(2, evidence[row + EVIDENCE.viewed] ?? 0) +
    (QUICK_WEIGHTS.popularity * popularity) / scale.mostPopular +
    boughtScore(evidence, row, scale)
  );
}

function boughtScore(evidence: Float32Array, row: number, scale: Scale): number {
  const times = evidence[row + EVIDENCE.timesBought] ?? 0;
  if (times === 0) return 0;
  return (
    (QUICK_WEIGHTS.bought * Math.log1p(times)) / Math.log1p(scale.timesBought) +
    (QUICK_WEIGHTS.recentlyBought * (evidence[row + EVIDENCE.recentlyBought] ?? 0)) / scale.recentlyBought
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

/** Writes the features of one candidate to `out`, from place `at`, in the order of FEATURES. */
export function writeFeatures(
  subject: Subject,
  product: number,
  row: number,
  quick: number,
  out: Float32Array,
  at: number,
): void {
  out[at] = quick;
  writeCartFeatures(subject, product, row, out, at + 1);
  writeHistoryFeatures(subject, product, row, out, at + 11);
  writeShopFeatures(subject, product, row, out, at + 22);
}

function writeCartFeatures(
  { candidates: { evidence }, knowledge, asked, scale }: Subject,
  product: number,
  row: number,
  out: Float32Array,
  at: number,
): void {
  out[at] = Math.log((evidence[row] ?? 0) / scale.pairSum + FLOOR);
  out[at + 1] = Math.log((evidence[row + EVIDENCE.pairMost] ?? 0) + 0.003);
  out[at + 2] = Math.log((evidence[row + EVIDENCE.cosineSum] ?? 0) / scale.cosineSum + FLOOR);
  out[at + 3] = Math.log((evidence[row + EVIDENCE.confidenceMost] ?? 0) + 0.003);
  out[at + 4] = asked.cartLength > 0 ? (evidence[row + EVIDENCE.support] ?? 0) / asked.cartLength : 0;
  out[at + 5] = Math.log((evidence[row + EVIDENCE.easeSum] ?? 0) / scale.ease + FLOOR);
  out[at + 6] = Math.log((evidence[row + EVIDENCE.contentSum] ?? 0) / scale.contentSum + 0.05);
  out[at + 7] = evidence[row + EVIDENCE.contentMost] ?? 0;
  const step = (knowledge.logPrices[product] ?? Number.NaN) - asked.cartLogPrice;
  out[at + 8] = Number.isNaN(step) ? 0 : step;
  out[at + 9] = Number.isNaN(step) ? 0 : Math.min(3, Math.abs(step));
}

function writeHistoryFeatures(
  { candidates: { evidence }, knowledge: { repetition }, history, scale }: Subject,
  product: number,
  row: number,
  out: Float32Array,
  at: number,
): void {
  const times = evidence[row + EVIDENCE.timesBought] ?? 0;
  const since = evidence[row + EVIDENCE.daysSince] ?? 0;
  const isBought = times > 0;
  const elapsed = isBought ? since / expectedGapDays(evidence, row, repetition.gapDays[product] ?? 0) : 0;
  out[at] = isBought ? Math.log1p(times) : 0;
  out[at + 1] = isBought ? times / history.orders : 0;
  out[at + 2] = isInNewestOrder(history, evidence, row) ? 1 : 0;
  out[at + 3] = isBought ? Math.log((evidence[row + EVIDENCE.recentlyBought] ?? 0) + 0.05) : LOG_UNBOUGHT;
  out[at + 4] = isBought ? 1 / (1 + since / 14) : 0;
  out[at + 5] = isBought ? Math.exp(-Math.abs(Math.log(elapsed + 0.05))) : 0;
  out[at + 6] = Math.min(3, elapsed);
  out[at + 7] = isBought ? (repetition.rate[product] ?? 0) : 0;
  const bond = evidence[row + EVIDENCE.bond] ?? 0;
  out[at + 8] = bond > 0 ? Math.log(bond + 0.05) : LOG_UNBOUGHT;
  out[at + 9] = Math.log((evidence[row + EVIDENCE.historyPairs] ?? 0) / scale.historyPairs + FLOOR);
  out[at + 10] = Math.log((evidence[row + EVIDENCE.historyEase] ?? 0) / scale.historyEase + FLOOR);
}

const LOG_UNBOUGHT = Math.log(0.05);
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
  const { popularity, repetition, logPrices, returned } = knowledge;
  const orders = popularity.counts[product] ?? 0;
  const ageDays = (asked.now - (popularity.firstSold[product] ?? 0)) / 86_400;
  const logPrice = logPrices[product] ?? Number.NaN;
  out[at] = Math.log((orders + 0.5) / (popularity.orders + 1));
  out[at + 1] = Math.log((popularity.month[product] ?? 0) / scale.month + 0.001);
  out[at + 2] = Math.log((popularity.week[product] ?? 0) / scale.week + 0.001);
  out[at + 3] = ageDays > 0 ? Math.log1p(Math.min(ageDays, 1_000)) : 0;
  out[at + 4] = orders === 0 ? 1 : 0;
  out[at + 5] = countryLift(knowledge, asked.country, product);
  out[at + 6] = Number.isNaN(logPrice) ? 0 : logPrice;
  out[at + 7] = repetition.rate[product] ?? 0;
  out[at + 8] = (returned[product] ?? 0) / (orders + 10);
  out[at + 9] = Math.min(2, evidence[row + EVIDENCE.viewed] ?? 0);
  out[at + 10] = Math.log1p(asked.cartLength);
  out[at + 11] = Math.log1p(history.orders);
  out[at + 12] = Math.min(30, (asked.now - popularity.newest) / 86_400);
}

/** Log of how much more the product is bought in the country than everywhere, with doubt worth 2 % of all orders. */
function countryLift({ popularity }: Knowledge, country: number, product: number): number {
  const inCountry = popularity.countries.get(country);
  if (inCountry === undefined) return 0;
  const everywhere = (popularity.month[product] ?? 0) / popularity.monthTotal;
  const doubt = 0.02 * popularity.monthTotal;
  const total = popularity.countryTotals.get(country) ?? 0;
  const share = ((inCountry.get(product) ?? 0) + doubt * everywhere) / (total + doubt);
  return Math.log((share + 1e-6) / (everywhere + 1e-6));
}
