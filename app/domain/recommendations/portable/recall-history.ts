import { EVIDENCE, rowOf } from '../ranking/candidates.ts';
import {
  addBought,
  beginOrder,
  createShopperHistory,
  type ShopperHistory,
} from '../ranking/shopper-history.ts';
import { eachEntry, type Gathered } from './gather-cart.ts';
import { BOUGHT_LENGTH, LEAD_LENGTH, placesOf, sizeOf, timeOf } from './history-text.ts';
import { numberAt, NUMBER_LENGTH } from './number-text.ts';
import type { PortableHistory } from './portable-model.ts';

/** What is recalled of a shopper. */
export interface Recalled {
  readonly history: ShopperHistory;
  /** Usual days between two purchases, by key of a product bought before. */
  readonly gapDays: ReadonlyMap<string, number>;
}

export const nothingRecalled = (): Recalled => ({ history: createShopperHistory(), gapDays: new Map() });

/** How many candidates there may be in it. */
export const roomFor = ({ bought, leads }: PortableHistory): number =>
  Math.ceil((bought + leads).length / BOUGHT_LENGTH);

/** Adds to the candidates what the shopper bought before and what that leads to, as of `now` (seconds), for a cart of products with these keys. */
export function recallHistory(
  { orders, bought, leads }: PortableHistory,
  { candidates, numberOf }: Gathered,
  inCart: ReadonlySet<string>,
  now: number,
): Recalled {
  const { history, gapDays } = nothingRecalled();
  const gaps = new Map(gapDays);
  eachEntry(bought, BOUGHT_LENGTH, Infinity, (key, at) => gaps.set(key, numberAt(bought, at)));
  const keys = [...gaps.keys()];
  for (const order of orders) {
    const products = placesOf(order).map((place) => keys[place] ?? '');
    const shared = products.filter((key) => inCart.has(key)).length;
    beginOrder(history, now - timeOf(order), sizeOf(order), shared);
    for (const key of products) addBought(history, candidates, numberOf(key));
  }
  eachEntry(leads, LEAD_LENGTH, Infinity, (key, at) => {
    const row = rowOf(candidates, numberOf(key));
    candidates.evidence[row + EVIDENCE.historyPairs] = numberAt(leads, at);
    candidates.evidence[row + EVIDENCE.historyEase] = numberAt(leads, at + NUMBER_LENGTH);
  });
  return { history, gapDays: gaps };
}
