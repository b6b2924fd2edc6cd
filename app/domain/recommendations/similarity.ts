import type { Basket, IndexedBaskets } from './basket.ts';
import type { ModelData } from './model-data.ts';
import { createTopList, offer, type TopList } from './top-list.ts';

export interface SimilarityOptions {
  /** The `a` of the norm: 1 divides by the product one starts from alone (confidence), 0.5 is the cosine. */
  readonly asymmetry: number;
  /** The `s` of the norm: how many weighted orders of doubt each pair starts with. */
  readonly shrinkage: number;
  /** Neighbours kept for each product. */
  readonly neighbours: number;
}

/** Counts of the products seen together with one product, in arrays as long as the catalog. */
interface Row {
  readonly weights: Float64Array;
  readonly orders: Uint32Array;
  readonly touched: Uint32Array;
  length: number;
}

/**
 * The nearest products of every product: sim(i, j) = c_ij / (c_i^a c_j^(1-a) + s), where c sums, over the orders that hold
 * the product (or both), the order's weight divided by its number of products: a large order says little of any one pair.
 * Asymmetric norm after Aiolli (RecSys 2013). Time grows with the sum of the squared order sizes.
 */
export function findNeighbours(
  baskets: readonly Basket[],
  indexed: IndexedBaskets,
  options: SimilarityOptions,
): Pick<ModelData, 'offsets' | 'neighbours' | 'scores' | 'pairOrders'> {
  const productCount = indexed.products.length;
  const basketWeights = weighBaskets(baskets, indexed);
  const { own, other } = norms(indexed, basketWeights, options.asymmetry);
  const row = createRow(productCount);
  const kept = createKept(productCount, options.neighbours);
  for (let item = 0; item < productCount; item++) {
    countTogether(item, indexed, basketWeights, row);
    keepBest(item, own[item] ?? 0, other, row, options, kept);
  }
  return trim(kept);
}

function weighBaskets(baskets: readonly Basket[], { basketOffsets }: IndexedBaskets): Float64Array {
  return Float64Array.from(baskets, ({ weight = 1 }, basket) => {
    const size = (basketOffsets[basket + 1] ?? 0) - (basketOffsets[basket] ?? 0);
    return size === 0 ? 0 : weight / size;
  });
}

function norms(
  { products, itemOffsets, baskets }: IndexedBaskets,
  basketWeights: Float64Array,
  asymmetry: number,
): { own: Float64Array; other: Float64Array } {
  const own = new Float64Array(products.length);
  const other = new Float64Array(products.length);
  for (let item = 0; item < products.length; item++) {
    let sum = 0;
    for (let at = itemOffsets[item] ?? 0; at < (itemOffsets[item + 1] ?? 0); at++)
      sum += basketWeights[baskets[at] ?? 0] ?? 0;
    own[item] = sum ** asymmetry;
    other[item] = sum ** (1 - asymmetry);
  }
  return { own, other };
}

function createRow(productCount: number): Row {
  return {
    weights: new Float64Array(productCount),
    orders: new Uint32Array(productCount),
    touched: new Uint32Array(productCount),
    length: 0,
  };
}

/** Fills the row with everything bought together with `item`. */
function countTogether(
  item: number,
  { itemOffsets, baskets, basketOffsets, items }: IndexedBaskets,
  basketWeights: Float64Array,
  row: Row,
): void {
  const { weights, orders, touched } = row;
  let length = 0;
  const end = itemOffsets[item + 1] ?? 0;
  for (let at = itemOffsets[item] ?? 0; at < end; at++) {
    const basket = baskets[at] ?? 0;
    const weight = basketWeights[basket] ?? 0;
    const basketEnd = basketOffsets[basket + 1] ?? 0;
    for (let inside = basketOffsets[basket] ?? 0; inside < basketEnd; inside++) {
      const other = items[inside] ?? 0;
      const seen = orders[other] ?? 0;
      if (seen === 0) touched[length++] = other;
      orders[other] = seen + 1;
      weights[other] = (weights[other] ?? 0) + weight;
    }
  }
  row.length = length;
}

interface Kept {
  readonly offsets: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly scores: Float32Array;
  readonly pairOrders: Uint32Array;
  readonly top: TopList;
}

function createKept(productCount: number, neighbours: number): Kept {
  const most = productCount * Math.min(neighbours, Math.max(0, productCount - 1));
  return {
    offsets: new Uint32Array(productCount + 1),
    neighbours: new Uint32Array(most),
    scores: new Float32Array(most),
    pairOrders: new Uint32Array(most),
    top: createTopList(neighbours),
  };
}

/** Keeps the best of the row as neighbours of `item`, and leaves the row clean for the next one. */
function keepBest(
  item: number,
  ownNorm: number,
  otherNorms: Float64Array,
  row: Row,
  { shrinkage }: SimilarityOptions,
  kept: Kept,
): void {
  const { top } = kept;
  top.length = 0;
  for (let at = 0; at < row.length; at++) {
    const other = row.touched[at] ?? 0;
    const weight = row.weights[other] ?? 0;
    if (other !== item && weight > 0)
      offer(top, other, weight / (ownNorm * (otherNorms[other] ?? 0) + shrinkage));
  }
  const start = kept.offsets[item] ?? 0;
  for (let at = 0; at < top.length; at++) {
    const other = top.ids[at] ?? 0;
    kept.neighbours[start + at] = other;
    kept.scores[start + at] = top.scores[at] ?? 0;
    kept.pairOrders[start + at] = row.orders[other] ?? 0;
  }
  kept.offsets[item + 1] = start + top.length;
  clear(row);
}

function clear(row: Row): void {
  for (let at = 0; at < row.length; at++) {
    const other = row.touched[at] ?? 0;
    row.weights[other] = 0;
    row.orders[other] = 0;
  }
  row.length = 0;
}

function trim({ offsets, neighbours, scores, pairOrders }: Kept): Omit<Kept, 'top'> {
  const total = offsets.at(-1) ?? 0;
  return {
    offsets,
    neighbours: neighbours.slice(0, total),
    scores: scores.slice(0, total),
    pairOrders: pairOrders.slice(0, total),
  };
}
