import type { OrderLog } from '../history/order-log.ts';
import { addToPopularity } from '../models/popularity.ts';
import type { Knowledge } from './knowledge.ts';

/** Orders learned after the models were fitted. They count at once: as pairs, in the norms, and in popularity. */
export interface Recent {
  /** By product: the orders since that held it, oldest first. */
  readonly holders: Map<number, number[]>;
  orders: number;
}

export function createRecent(): Recent {
  return { holders: new Map(), orders: 0 };
}

/** Learns one order of the log in time proportional to its size. */
export function learnRecent(
  recent: Recent,
  knowledge: Knowledge,
  log: OrderLog,
  order: number,
  largest: number,
): void {
  const start = log.offsets.values[order] ?? 0;
  const end = log.offsets.values[order + 1] ?? 0;
  const { values: items } = log.items;
  const time = log.times.values[order] ?? 0;
  addToPopularity(knowledge.popularity, items, start, end, time, log.countries.values[order] ?? 0);
  recent.orders++;
  if (end - start > largest) return;
  for (let at = start; at < end; at++) {
    const product = items[at] ?? 0;
    if (product >= knowledge.own.length) continue;
    addToNorms(knowledge, product, 1 / (end - start));
    const holders = recent.holders.get(product);
    if (holders) holders.push(order);
    else recent.holders.set(product, [order]);
  }
}

function addToNorms(
  { pairs, own, other, root, asymmetry }: Knowledge,
  product: number,
  weight: number,
): void {
  const total = (pairs.totals[product] ?? 0) + weight;
  pairs.totals[product] = total;
  own[product] = total ** asymmetry;
  other[product] = total ** (1 - asymmetry);
  root[product] = Math.sqrt(total);
}

/** Calls back with every product bought together with `product` since, and the order's weight, 1 / its size; of the newest `most` orders. */
export function eachRecentPair(
  recent: Recent,
  log: OrderLog,
  product: number,
  found: (other: number, weight: number) => void,
  most = Number.POSITIVE_INFINITY,
): void {
  const holders = recent.holders.get(product);
  if (holders === undefined) return;
  for (let at = Math.max(0, holders.length - most); at < holders.length; at++) {
    const order = holders[at] ?? 0;
    const start = log.offsets.values[order] ?? 0;
    const end = log.offsets.values[order + 1] ?? 0;
    const weight = 1 / (end - start);
    for (let line = start; line < end; line++) {
      const other = log.items.values[line] ?? 0;
      if (other !== product) found(other, weight);
    }
  }
}
