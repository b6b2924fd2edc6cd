import type { OrderLog } from '../history/order-log.ts';
import { addList, EVIDENCE, rowOf, type Candidates } from './candidates.ts';
import type { Knowledge } from './knowledge.ts';
import { eachRecentPair, type Recent } from './recent.ts';
import type { ShopperHistory } from './shopper-history.ts';

/** How far the lists of the cart's products are read in all, of one at most, and of one at least: the more products, the less of each. */
export const READ = {
  pairs: { all: 250, most: 100, least: 25 },
  ease: { all: 200, most: 60, least: 15 },
  content: { all: 150, most: 30, least: 10 },
} as const;
/** The same for the history: less where a cart says what is wanted now. */
const HISTORY_READ = { withCart: 10, withoutCart: 25 } as const;
/** Orders since the fit that are read for one product of the cart, newest first. */
const RECENT_READ = 60;

/** Orders that came after the models were fitted, where they are to count. */
export interface LiveOrders {
  readonly recent: Recent;
  readonly log: OrderLog;
}

/** Brings in what a product of the cart leads to. */
export function gatherFromCart(
  candidates: Candidates,
  knowledge: Knowledge,
  live: LiveOrders | null,
  product: number,
  cartLength: number,
): void {
  const { pairs } = knowledge;
  const start = pairs.offsets[product] ?? 0;
  const end = Math.min(pairs.offsets[product + 1] ?? 0, start + shareOf(READ.pairs, cartLength));
  for (let at = start; at < end; at++)
    addPair(candidates, knowledge, product, pairs.neighbours[at] ?? 0, pairs.values[at] ?? 0);
  if (live?.recent.holders.has(product)) gatherRecent(candidates, knowledge, live, product);
  addList(candidates, knowledge.ease, product, EVIDENCE.easeSum, 1, shareOf(READ.ease, cartLength));
  gatherContent(candidates, knowledge, product, shareOf(READ.content, cartLength));
}

export function shareOf({ all, most, least }: (typeof READ)[keyof typeof READ], cartLength: number): number {
  return Math.max(least, Math.min(most, Math.floor(all / cartLength)));
}

/** Adds what a summed weight `together` of the orders with both says of `other`. */
function addPair(
  candidates: Candidates,
  { own, other: otherNorm, root, pairs, shrinkage }: Knowledge,
  product: number,
  other: number,
  together: number,
): void {
  const similarity = together / ((own[product] ?? 0) * (otherNorm[other] ?? 0) + shrinkage);
  const cosine = together / ((root[product] ?? 0) * (root[other] ?? 0) + shrinkage);
  const confidence = together / ((pairs.totals[product] ?? 0) + shrinkage);
  addTie(candidates, other, similarity, cosine, confidence);
}

/** Adds what a product of the cart says of `other` by the orders that held both. */
export function addTie(
  candidates: Candidates,
  other: number,
  similarity: number,
  cosine: number,
  confidence: number,
): void {
  const row = rowOf(candidates, other);
  const { evidence } = candidates;
  evidence[row] = (evidence[row] ?? 0) + similarity;
  evidence[row + EVIDENCE.cosineSum] = (evidence[row + EVIDENCE.cosineSum] ?? 0) + cosine;
  evidence[row + EVIDENCE.support] = (evidence[row + EVIDENCE.support] ?? 0) + 1;
  if (similarity > (evidence[row + EVIDENCE.pairMost] ?? 0)) evidence[row + EVIDENCE.pairMost] = similarity;
  if (confidence > (evidence[row + EVIDENCE.confidenceMost] ?? 0))
    evidence[row + EVIDENCE.confidenceMost] = confidence;
}

/** Similarity is additive in the orders; for the largest of the cart, the orders since count as a neighbour of their own. */
function gatherRecent(candidates: Candidates, knowledge: Knowledge, live: LiveOrders, product: number): void {
  for (const [other, weight] of recentPairs(live, product, knowledge.own.length))
    addPair(candidates, knowledge, product, other, weight);
}

/** Of a product, those below number `products` that it was bought with since the fit, and the summed weight of the orders. */
export function recentPairs(
  { recent, log }: LiveOrders,
  product: number,
  products: number,
): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  const add = (other: number, weight: number): void => {
    if (other < products) sums.set(other, (sums.get(other) ?? 0) + weight);
  };
  eachRecentPair(recent, log, product, add, RECENT_READ);
  return sums;
}

function gatherContent(candidates: Candidates, { content }: Knowledge, product: number, most: number): void {
  const start = content.offsets[product] ?? 0;
  const end = Math.min(content.offsets[product + 1] ?? 0, start + most);
  for (let at = start; at < end; at++)
    addLikeness(candidates, content.neighbours[at] ?? 0, content.values[at] ?? 0);
}

/** Adds that a product of the cart is so like `other` in content. */
export function addLikeness(candidates: Candidates, other: number, value: number): void {
  const row = rowOf(candidates, other);
  const { evidence } = candidates;
  evidence[row + EVIDENCE.contentSum] = (evidence[row + EVIDENCE.contentSum] ?? 0) + value;
  if (value > (evidence[row + EVIDENCE.contentMost] ?? 0)) evidence[row + EVIDENCE.contentMost] = value;
}

/** Brings in what the products bought before lead to. */
export function gatherFromHistory(
  candidates: Candidates,
  knowledge: Knowledge,
  history: ShopperHistory,
  hasCart: boolean,
): void {
  const most = hasCart ? HISTORY_READ.withCart : HISTORY_READ.withoutCart;
  for (let at = 0; at < history.contextLength; at++) {
    const product = history.context[at] ?? 0;
    const weight = history.contextWeights[at] ?? 0;
    addHistoryPairs(candidates, knowledge, product, weight, most);
    addList(candidates, knowledge.ease, product, EVIDENCE.historyEase, weight, most);
  }
}

function addHistoryPairs(
  candidates: Candidates,
  { pairs: { offsets, neighbours, values }, own, other, shrinkage }: Knowledge,
  product: number,
  weight: number,
  most: number,
): void {
  const start = offsets[product] ?? 0;
  const end = Math.min(offsets[product + 1] ?? 0, start + most);
  const norm = own[product] ?? 0;
  for (let at = start; at < end; at++) {
    const neighbour = neighbours[at] ?? 0;
    const cell = rowOf(candidates, neighbour) + EVIDENCE.historyPairs;
    const { evidence } = candidates;
    const similarity = (values[at] ?? 0) / (norm * (other[neighbour] ?? 0) + shrinkage);
    evidence[cell] = (evidence[cell] ?? 0) + weight * similarity;
  }
}
