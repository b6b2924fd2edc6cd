import { seededRandom } from '../../kernel/random.ts';
import type { OrderLog } from './order-log.ts';

/** The products of an order in an order of chance that follows from its number and `draw` (Fisher and Yates). */
export function shuffledProducts(log: OrderLog, order: number, draw = 0): Uint32Array {
  const products = log.items.values.slice(log.offsets.values[order] ?? 0, log.offsets.values[order + 1] ?? 0);
  const random = seededRandom(Math.imul(order + 1, 0x9e3779b9) + Math.imul(draw, 0x85ebca6b));
  for (let last = products.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const moved = products[last] ?? 0;
    products[last] = products[other] ?? 0;
    products[other] = moved;
  }
  return products;
}
