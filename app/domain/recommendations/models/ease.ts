import { weighOrders, type Baskets, type OrderWeighing } from '../history/baskets.ts';
import { clear, createBestFirst, offer, sortBestFirst } from './best-first.ts';
import { createListWriter, type NeighbourLists } from './neighbour-lists.ts';
import { invertSymmetric } from './symmetric-inverse.ts';

export interface EaseOptions extends OrderWeighing {
  /** The ridge: added to the diagonal of X'X. */
  readonly lambda: number;
  /** At most so many products take part, those in most orders: memory is 8 bytes, time 10^-9 s, times its square and cube. */
  readonly products: number;
  /** Products in fewer orders are left to the other models. */
  readonly leastOrders: number;
  readonly neighbours: number;
}

/**
 * EASE^R (Steck, WWW 2019): the item-to-item weights B that best rebuild every order from its other products, in closed form.
 * B_ij = -P_ij / P_jj with P = (X'WX + lambda I)^-1. Lists hold, for i in the cart, the j with the largest B_ij above 0.
 */
export function solveEase(baskets: Baskets, options: EaseOptions): NeighbourLists {
  const members = chooseMembers(baskets, options);
  const n = members.length;
  const matrix = gram(baskets, members, options);
  for (let at = 0; at < n; at++) matrix[at * n + at] = (matrix[at * n + at] ?? 0) + options.lambda;
  invertSymmetric(matrix, n);
  return bestWeights(matrix, members, baskets.products, options.neighbours);
}

/** Product numbers, ascending. */
function chooseMembers({ products, holderOffsets }: Baskets, options: EaseOptions): Uint32Array {
  const best = createBestFirst(Math.min(options.products, products));
  for (let product = 0; product < products; product++) {
    const orders = (holderOffsets[product + 1] ?? 0) - (holderOffsets[product] ?? 0);
    if (orders >= options.leastOrders) offer(best, product, orders);
  }
  return best.ids.slice(0, best.length).sort();
}

/** Lower triangle of X'WX. */
function gram(baskets: Baskets, members: Uint32Array, options: EaseOptions): Float64Array {
  const n = members.length;
  const place = new Int32Array(baskets.products).fill(-1);
  members.forEach((product, at) => (place[product] = at));
  const weights = weighOrders(baskets, options);
  const matrix = new Float64Array(n * n);
  const inside = new Int32Array(options.largest + 1);
  for (let order = 0; order < baskets.orders; order++) {
    const weight = weights[order] ?? 0;
    if (weight === 0) continue;
    let size = 0;
    const end = baskets.offsets[order + 1] ?? 0;
    for (let at = baskets.offsets[order] ?? 0; at < end; at++) {
      const member = place[baskets.items[at] ?? 0] ?? -1;
      if (member >= 0) inside[size++] = member;
    }
    addOuter(matrix, n, inside.subarray(0, size).sort(), weight);
  }
  return matrix;
}

function addOuter(matrix: Float64Array, n: number, members: Int32Array, weight: number): void {
  for (let row = 0; row < members.length; row++) {
    const base = (members[row] ?? 0) * n;
    for (let col = 0; col <= row; col++) {
      const at = base + (members[col] ?? 0);
      matrix[at] = (matrix[at] ?? 0) + weight;
    }
  }
}

function bestWeights(
  inverse: Float64Array,
  members: Uint32Array,
  products: number,
  neighbours: number,
): NeighbourLists {
  const n = members.length;
  const writer = createListWriter(products, Math.min(neighbours, 24));
  const best = createBestFirst(neighbours);
  let row = 0;
  for (let product = 0; product < products; product++) {
    clear(best);
    if (members[row] === product) {
      for (let col = 0; col < n; col++) {
        const entry = (row > col ? inverse[row * n + col] : inverse[col * n + row]) ?? 0;
        const weight = -entry / (inverse[col * n + col] ?? 1);
        if (col !== row && weight > 0) offer(best, members[col] ?? 0, weight);
      }
      row++;
    }
    sortBestFirst(best);
    writer.write(best.ids, best.scores, best.length);
  }
  return writer.finish();
}
