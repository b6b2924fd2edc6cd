import type { OrderLog } from './order-log.ts';

/** The first orders of a log in both directions: the items of each, and for each product the orders that hold it. */
export interface Baskets {
  readonly orders: number;
  readonly products: number;
  readonly offsets: Uint32Array;
  readonly items: Uint32Array;
  readonly times: Float64Array;
  /** Orders with product p are `holders[holderOffsets[p]]` up to `holderOffsets[p + 1]`, oldest first. */
  readonly holderOffsets: Uint32Array;
  readonly holders: Uint32Array;
}

/** A view on the first `orders` orders of the log: valid until the log grows past its arrays, so use it at once. */
export function viewBaskets(log: OrderLog, orders: number, products: number): Baskets {
  const offsets = log.offsets.values.subarray(0, orders + 1);
  const items = log.items.values.subarray(0, offsets[orders] ?? 0);
  const times = log.times.values.subarray(0, orders);
  return { orders, products, offsets, items, times, ...invert(products, offsets, items) };
}

/** Counting sort of (order, product) by product. */
function invert(
  products: number,
  offsets: Uint32Array,
  items: Uint32Array,
): Pick<Baskets, 'holderOffsets' | 'holders'> {
  const holderOffsets = new Uint32Array(products + 1);
  for (let at = 0; at < items.length; at++) {
    const next = (items[at] ?? 0) + 1;
    holderOffsets[next] = (holderOffsets[next] ?? 0) + 1;
  }
  for (let product = 0; product < products; product++)
    holderOffsets[product + 1] = (holderOffsets[product + 1] ?? 0) + (holderOffsets[product] ?? 0);
  const filled = holderOffsets.slice(0, products);
  const holders = new Uint32Array(items.length);
  for (let order = 0; order + 1 < offsets.length; order++)
    for (let at = offsets[order] ?? 0; at < (offsets[order + 1] ?? 0); at++) {
      const product = items[at] ?? 0;
      const place = filled[product] ?? 0;
      holders[place] = order;
      filled[product] = place + 1;
    }
  return { holderOffsets, holders };
}

/** What each order counts: 1 / (its number of products)^sizePower, half of it for every `halfLifeDays` before the newest. */
export function weighOrders(
  { orders, offsets, times }: Baskets,
  { sizePower, halfLifeDays, largest }: OrderWeighing,
): Float64Array {
  const newest = times.reduce((most, time) => (time > most ? time : most), 0);
  const weights = new Float64Array(orders);
  for (let order = 0; order < orders; order++) {
    const size = (offsets[order + 1] ?? 0) - (offsets[order] ?? 0);
    const ageDays = (newest - (times[order] ?? 0)) / 86_400;
    weights[order] = size > largest ? 0 : size ** -sizePower * 0.5 ** (ageDays / halfLifeDays);
  }
  return weights;
}

export interface OrderWeighing {
  readonly sizePower: number;
  /** Infinity: age does not matter. */
  readonly halfLifeDays: number;
  /** Orders with more products say nothing of any pair, and would cost the square of their size. */
  readonly largest: number;
}
