import { NONE, type OrderLog } from '../history/order-log.ts';

/** How products are bought again, over customers that are known. */
export interface Repetition {
  /** Share of a product's purchases that were not the customer's first, with 5 doubtful ones at the shop's mean. */
  readonly rate: Float32Array;
  /** Days between two purchases by the same customer in the mean, with 2 doubtful gaps at the shop's mean; 0 where the shop has none. */
  readonly gapDays: Float32Array;
}

/** One walk through each customer's chain of orders, up to order number `orders`. */
export function measureRepetition(log: OrderLog, orders: number, products: number): Repetition {
  const bought = new Float64Array(products);
  const again = new Float64Array(products);
  const gaps = new Float64Array(products);
  const seenBy = new Uint32Array(products).fill(NONE);
  const seenAt = new Float64Array(products);
  const { offsets, items, times, previous } = log;
  for (let customer = 0; customer < log.lastOrders.length; customer++) {
    let order = log.lastOrders.values[customer] ?? NONE;
    for (; order !== NONE; order = previous.values[order] ?? NONE) {
      if (order >= orders) continue;
      const time = times.values[order] ?? 0;
      for (let at = offsets.values[order] ?? 0; at < (offsets.values[order + 1] ?? 0); at++) {
        const item = items.values[at] ?? 0;
        bought[item] = (bought[item] ?? 0) + 1;
        if (seenBy[item] === customer) {
          again[item] = (again[item] ?? 0) + 1;
          gaps[item] = (gaps[item] ?? 0) + ((seenAt[item] ?? 0) - time) / 86_400;
        }
        seenBy[item] = customer;
        seenAt[item] = time;
      }
    }
  }
  return shrink(bought, again, gaps);
}

function shrink(bought: Float64Array, again: Float64Array, gaps: Float64Array): Repetition {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const repeats = sum(again);
  const meanRate = repeats / Math.max(1, sum(bought));
  const meanGap = sum(gaps) / Math.max(1, repeats);
  return {
    rate: Float32Array.from(again, (times, item) => (times + 5 * meanRate) / ((bought[item] ?? 0) + 5)),
    gapDays: Float32Array.from(gaps, (days, item) => (days + 2 * meanGap) / ((again[item] ?? 0) + 2)),
  };
}
