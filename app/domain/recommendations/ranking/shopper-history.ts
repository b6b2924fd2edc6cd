import { EVIDENCE, rowOf, type Candidates } from './candidates.ts';

/** At most so many orders and lines of a history are read, newest first: the time of an answer is bounded. */
const MOST_ORDERS = 200;
const MOST_LINES = 3_000;
/** Different products of the history whose neighbours are looked at. */
const CONTEXT_PRODUCTS = 60;
/** A product of the history counts half as context for every so many orders it lies back. */
const CONTEXT_HALF_LIFE_ORDERS = 4;
const HALF_LIFE_DAYS = 60;
const DAY = 86_400;

/** What a query needs to know of the shopper's earlier orders, gathered newest first; the products are in the rows. */
export interface ShopperHistory {
  orders: number;
  lines: number;
  /** Days since the newest order. */
  daysSince: number;
  /** Products whose neighbours count, and how much each counts. */
  readonly context: Uint32Array;
  readonly contextWeights: Float64Array;
  contextLength: number;
  /** Of the order being read: its age, what a purchase of that age is worth, and its tie to the cart. */
  ageDays: number;
  worth: number;
  bond: number;
}

export function createShopperHistory(): ShopperHistory {
  return {
    orders: 0,
    lines: 0,
    daysSince: 0,
    context: new Uint32Array(CONTEXT_PRODUCTS),
    contextWeights: new Float64Array(CONTEXT_PRODUCTS),
    contextLength: 0,
    ageDays: 0,
    worth: 0,
    bond: 0,
  };
}

export function clearHistory(history: ShopperHistory): void {
  history.orders = 0;
  history.lines = 0;
  history.daysSince = 0;
  history.contextLength = 0;
}

export function isHistoryFull({ orders, lines }: ShopperHistory): boolean {
  return orders >= MOST_ORDERS || lines >= MOST_LINES;
}

/** Starts the next older order, of `size` products of which `inCart` are in the cart now. */
export function beginOrder(history: ShopperHistory, ageSeconds: number, size: number, inCart: number): void {
  history.ageDays = Math.max(0, ageSeconds / DAY);
  history.worth = 0.5 ** (history.ageDays / HALF_LIFE_DAYS);
  history.bond = inCart / Math.sqrt(size);
  if (history.orders === 0) history.daysSince = history.ageDays;
  history.orders++;
}

/** A product of the order begun last. */
export function addBought(history: ShopperHistory, candidates: Candidates, product: number): void {
  history.lines++;
  const row = rowOf(candidates, product);
  const { evidence } = candidates;
  const times = evidence[row + EVIDENCE.timesBought] ?? 0;
  evidence[row + EVIDENCE.timesBought] = times + 1;
  evidence[row + EVIDENCE.recentlyBought] = (evidence[row + EVIDENCE.recentlyBought] ?? 0) + history.worth;
  evidence[row + EVIDENCE.bond] = (evidence[row + EVIDENCE.bond] ?? 0) + history.bond;
  if (times > 0) {
    const newest = evidence[row + EVIDENCE.daysSince] ?? 0;
    evidence[row + EVIDENCE.daysBetween] = (history.ageDays - newest) / times;
    return;
  }
  evidence[row + EVIDENCE.daysSince] = history.ageDays;
  if (history.contextLength === CONTEXT_PRODUCTS) return;
  history.context[history.contextLength] = product;
  history.contextWeights[history.contextLength++] = 0.5 ** (history.orders / CONTEXT_HALF_LIFE_ORDERS);
}

/** Whether the row's product was in the newest order. */
export function isInNewestOrder(
  history: Pick<ShopperHistory, 'daysSince'>,
  evidence: Float32Array,
  row: number,
): boolean {
  return (
    (evidence[row + EVIDENCE.timesBought] ?? 0) > 0 &&
    evidence[row + EVIDENCE.daysSince] === Math.fround(history.daysSince)
  );
}
