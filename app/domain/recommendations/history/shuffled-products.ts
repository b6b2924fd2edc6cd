import type { OrderLog } from './order-log.ts';

/** The products of an order in an order of chance that follows from its number and `draw`: Fisher-Yates with mulberry32. */
export function shuffledProducts(log: OrderLog, order: number, draw = 0): Uint32Array {
  const products = log.items.values.slice(log.offsets.values[order] ?? 0, log.offsets.values[order + 1] ?? 0);
  let state = Math.imul(order + 1, 0x9e3779b9) + Math.imul(draw, 0x85ebca6b);
  for (let last = products.length - 1; last > 0; last--) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const other = ((mixed ^ (mixed >>> 14)) >>> 0) % (last + 1);
    const moved = products[last] ?? 0;
    products[last] = products[other] ?? 0;
    products[other] = moved;
  }
  return products;
}
