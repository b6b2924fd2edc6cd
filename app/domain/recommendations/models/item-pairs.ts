import { append, growingUint32 } from '../history/growing.ts';
import { weighOrders, type Baskets, type OrderWeighing } from '../history/baskets.ts';
import { clear, createBestFirst, offer, sortBestFirst, type BestFirst } from './best-first.ts';
import { createListWriter, type NeighbourLists } from './neighbour-lists.ts';

export interface PairOptions extends OrderWeighing {
  /** The `a` of the norm: 1 divides by the product one starts from alone (confidence), 0.5 is the cosine. */
  readonly asymmetry: number;
  /** The `s` of the norm: how many weighted orders of doubt each pair starts with. */
  readonly shrinkage: number;
  /** Neighbours kept for each product. */
  readonly neighbours: number;
}

/**
 * What is bought together. `values` of the lists are c_ij, the summed weights of the orders that hold both; similarity is
 * sim(i, j) = c_ij / (c_i^a c_j^(1-a) + s), so that a new order is learned by adding to c. Asymmetric norm after Aiolli
 * (RecSys 2013).
 */
export interface ItemPairs extends NeighbourLists {
  /** Orders that hold both, at each place of `values`. */
  readonly together: Uint32Array;
  /** c_i: the summed weights of the orders that hold the product. */
  readonly totals: Float64Array;
}

/** Time grows with the sum of the squared order sizes. */
export function countPairs(baskets: Baskets, options: PairOptions): ItemPairs {
  const { products } = baskets;
  const weights = weighOrders(baskets, options);
  const totals = sumWeights(baskets, weights);
  const own = totals.map((total) => total ** options.asymmetry);
  const other = totals.map((total) => total ** (1 - options.asymmetry));
  const row = createRow(products);
  const best = createBestFirst(options.neighbours);
  const values = new Float64Array(options.neighbours);
  const together = growingUint32();
  const writer = createListWriter(products, Math.min(options.neighbours, 24));
  for (let item = 0; item < products; item++) {
    countTogether(item, baskets, weights, row);
    keepBest(row, item, own[item] ?? 0, other, options.shrinkage, best);
    for (let at = 0; at < best.length; at++) {
      values[at] = row.sums[best.ids[at] ?? 0] ?? 0;
      append(together, row.orders[best.ids[at] ?? 0] ?? 0);
    }
    writer.write(best.ids, values, best.length);
    empty(row);
  }
  return { ...writer.finish(), together: together.values.slice(0, together.length), totals };
}

/** Weights of the products seen together with one product. */
interface Row {
  readonly sums: Float64Array;
  readonly orders: Uint32Array;
  readonly touched: Uint32Array;
  length: number;
}

function createRow(products: number): Row {
  return {
    sums: new Float64Array(products),
    orders: new Uint32Array(products),
    touched: new Uint32Array(products),
    length: 0,
  };
}

function sumWeights({ products, offsets, items, orders }: Baskets, weights: Float64Array): Float64Array {
  const totals = new Float64Array(products);
  for (let order = 0; order < orders; order++) {
    const weight = weights[order] ?? 0;
    const end = offsets[order + 1] ?? 0;
    for (let at = offsets[order] ?? 0; at < end; at++) {
      const item = items[at] ?? 0;
      totals[item] = (totals[item] ?? 0) + weight;
    }
  }
  return totals;
}

function countTogether(item: number, baskets: Baskets, weights: Float64Array, row: Row): void {
  const { holderOffsets, holders, offsets, items } = baskets;
  const { sums, orders, touched } = row;
  let length = 0;
  const end = holderOffsets[item + 1] ?? 0;
  for (let at = holderOffsets[item] ?? 0; at < end; at++) {
    const order = holders[at] ?? 0;
    const weight = weights[order] ?? 0;
    if (weight === 0) continue;
    const orderEnd = offsets[order + 1] ?? 0;
    for (let inside = offsets[order] ?? 0; inside < orderEnd; inside++) {
      const other = items[inside] ?? 0;
      const seen = orders[other] ?? 0;
      if (seen === 0) touched[length++] = other;
      orders[other] = seen + 1;
      sums[other] = (sums[other] ?? 0) + weight;
    }
  }
  row.length = length;
}

function keepBest(
  row: Row,
  item: number,
  own: number,
  other: Float64Array,
  shrinkage: number,
  best: BestFirst,
): void {
  clear(best);
  for (let at = 0; at < row.length; at++) {
    const candidate = row.touched[at] ?? 0;
    if (candidate !== item)
      offer(best, candidate, (row.sums[candidate] ?? 0) / (own * (other[candidate] ?? 0) + shrinkage));
  }
  sortBestFirst(best);
}

function empty(row: Row): void {
  for (let at = 0; at < row.length; at++) {
    const product = row.touched[at] ?? 0;
    row.sums[product] = 0;
    row.orders[product] = 0;
  }
  row.length = 0;
}
