import { viewBaskets, type Baskets, type OrderWeighing } from '../history/baskets.ts';
import type { OrderLog } from '../history/order-log.ts';
import { solveEase, type EaseOptions } from '../models/ease.ts';
import { countPairs, type ItemPairs, type PairOptions } from '../models/item-pairs.ts';
import type { NeighbourLists } from '../models/neighbour-lists.ts';
import { addToPopularity, createPopularity, forkPopularity, type Popularity } from '../models/popularity.ts';
import { measureRepetition, type Repetition } from '../models/repetition.ts';
import { createProductTraits, type ProductTraits } from './product-traits.ts';

export interface KnowledgeOptions {
  readonly pairs: PairOptions;
  readonly ease: EaseOptions;
}

const WEIGHING: OrderWeighing = { sizePower: 1, halfLifeDays: Number.POSITIVE_INFINITY, largest: 400 };

/** README.md says how they were chosen. */
export const KNOWLEDGE_DEFAULTS: KnowledgeOptions = {
  pairs: { ...WEIGHING, asymmetry: 0.7, shrinkage: 1, neighbours: 100 },
  ease: {
    sizePower: 0.5,
    halfLifeDays: 120,
    largest: 400,
    lambda: 10,
    products: 1_500,
    leastOrders: 3,
    neighbours: 60,
  },
};

/** What is known without any order. */
export interface Described {
  readonly content: NeighbourLists;
  /** Natural log of the price by product, NaN where unknown. */
  readonly logPrices: Float32Array;
  /** Orders that came back, in whole or in part, by product. */
  readonly returned: Uint32Array;
}

/** Every model of one shop, fitted on the first orders of its log. Arrays are by product. */
export interface Knowledge extends Described {
  /** Orders it was fitted on. */
  readonly orders: number;
  readonly pairs: ItemPairs;
  readonly shrinkage: number;
  readonly asymmetry: number;
  /** Of the norm of pairs: c_i^a and c_j^(1-a); and the square root of c_i, for the cosine. */
  readonly own: Float64Array;
  readonly other: Float64Array;
  readonly root: Float64Array;
  readonly ease: NeighbourLists;
  readonly popularity: Popularity;
  readonly repetition: Repetition;
  readonly traits: ProductTraits;
}

/** Fits all models on the first `orders` orders. Everything they hold is their own: the log may grow. */
export function fitKnowledge(
  log: OrderLog,
  orders: number,
  described: Described,
  options: KnowledgeOptions,
): Knowledge {
  const products = described.logPrices.length;
  const baskets = viewBaskets(log, orders, products);
  const pairs = countPairs(baskets, options.pairs);
  const { asymmetry, shrinkage } = options.pairs;
  return {
    ...described,
    orders,
    pairs,
    shrinkage,
    asymmetry,
    own: pairs.totals.map((total) => total ** asymmetry),
    other: pairs.totals.map((total) => total ** (1 - asymmetry)),
    root: pairs.totals.map(Math.sqrt),
    ease: solveEase(baskets, options.ease),
    popularity: measurePopularity(log, baskets),
    repetition: measureRepetition(log, orders, products),
    traits: createProductTraits(products),
  };
}

function measurePopularity(log: OrderLog, { orders, offsets, items, times, products }: Baskets): Popularity {
  const popularity = createPopularity(products, times[0] ?? 0);
  for (let order = 0; order < orders; order++) {
    const country = log.countries.values[order] ?? 0;
    const start = offsets[order] ?? 0;
    addToPopularity(popularity, items, start, offsets[order + 1] ?? 0, times[order] ?? 0, country);
  }
  return popularity;
}

/** A copy that learns orders on its own; the lists, which learning leaves alone, are shared. */
export function forkKnowledge(knowledge: Knowledge): Knowledge {
  const { pairs, own, other, root, popularity } = knowledge;
  return {
    ...knowledge,
    pairs: { ...pairs, totals: pairs.totals.slice() },
    own: own.slice(),
    other: other.slice(),
    root: root.slice(),
    popularity: forkPopularity(popularity),
    traits: createProductTraits(own.length),
  };
}
