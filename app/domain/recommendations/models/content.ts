import type { ShopProduct } from '../history/shop-events.ts';
import { clear, createBestFirst, offer, sortBestFirst } from './best-first.ts';
import { createListWriter, type NeighbourLists } from './neighbour-lists.ts';

export interface ContentOptions {
  readonly neighbours: number;
  /** Terms of more products than this, or of more than a fifth of them, say too little and cost too much. */
  readonly mostHolders: number;
}

export const CONTENT_DEFAULTS: ContentOptions = { neighbours: 40, mostHolders: 2_000 };

/** How much a term of each place counts. */
const WEIGHTS = {
  word: 1,
  wordPair: 1.5,
  type: 1,
  vendor: 0.5,
  tag: 0.7,
  description: 0.3,
  price: 0.3,
} as const;

/**
 * Which products are described alike: the cosine of TF-IDF vectors over words and word pairs of the title, type, vendor, tags,
 * words of the description, and the price in steps of half. The only signal on a product's first day.
 */
export function compareContent(
  products: readonly ShopProduct[],
  options: ContentOptions = CONTENT_DEFAULTS,
): NeighbourLists {
  const vectors = termVectors(products, Math.min(options.mostHolders, Math.max(20, products.length / 5)));
  const holders = new Map<number, number[]>();
  vectors.forEach((vector, product) => {
    for (const term of vector.keys()) {
      const list = holders.get(term);
      if (list) list.push(product);
      else holders.set(term, [product]);
    }
  });
  const sums = new Float64Array(products.length);
  const best = createBestFirst(options.neighbours);
  const writer = createListWriter(products.length, options.neighbours);
  vectors.forEach((vector, product) => {
    const touched: number[] = [];
    for (const [term, weight] of vector)
      for (const other of holders.get(term) ?? []) {
        if (sums[other] === 0) touched.push(other);
        sums[other] = (sums[other] ?? 0) + weight * (vectors[other]?.get(term) ?? 0);
      }
    clear(best);
    for (const other of touched) {
      if (other !== product) offer(best, other, sums[other] ?? 0);
      sums[other] = 0;
    }
    sortBestFirst(best);
    writer.write(best.ids, best.scores, best.length);
  });
  return writer.finish();
}

type TermVector = ReadonlyMap<number, number>;

/** Unit vectors of weight times log(products / holders). */
function termVectors(products: readonly ShopProduct[], mostHolders: number): readonly TermVector[] {
  const termIndex = new Map<string, number>();
  const holderCounts: number[] = [];
  const raw = products.map((product) => {
    const vector = new Map<number, number>();
    for (const [term, weight] of termsOf(product)) {
      const index = termIndex.get(term) ?? termIndex.size;
      termIndex.set(term, index);
      if (!vector.has(index)) holderCounts[index] = (holderCounts[index] ?? 0) + 1;
      vector.set(index, (vector.get(index) ?? 0) + weight);
    }
    return vector;
  });
  return raw.map((vector) => {
    const weighted = [...vector].flatMap(([term, weight]): [number, number][] => {
      const holders = holderCounts[term] ?? 0;
      return holders < 2 || holders > mostHolders
        ? []
        : [[term, weight * Math.log(products.length / holders)]];
    });
    const norm = Math.hypot(
      ...(vector.size === 0 ? [1] : [...ownNorm(vector, holderCounts, products.length)]),
    );
    return new Map(weighted.map(([term, weight]) => [term, weight / norm]));
  });
}

/** The norm counts the terms no other product has too: they are what makes a product unlike the others. */
function* ownNorm(vector: TermVector, holderCounts: readonly number[], products: number): Generator<number> {
  for (const [term, weight] of vector) yield weight * Math.log(products / (holderCounts[term] ?? 1));
}

function* termsOf(product: ShopProduct): Generator<[term: string, weight: number]> {
  const words = wordsOf(product.title);
  for (const [at, word] of words.entries()) {
    yield [`w:${word}`, WEIGHTS.word];
    if (at > 0) yield [`p:${words[at - 1]} ${word}`, WEIGHTS.wordPair];
  }
  if (product.type) yield [`t:${product.type.toLowerCase()}`, WEIGHTS.type];
  if (product.vendor) yield [`v:${product.vendor.toLowerCase()}`, WEIGHTS.vendor];
  for (const tag of product.tags ?? []) yield [`g:${tag.toLowerCase()}`, WEIGHTS.tag];
  for (const word of new Set(wordsOf(product.description ?? ''))) yield [`w:${word}`, WEIGHTS.description];
  if (product.price > 0) yield [`m:${Math.round(Math.log2(product.price) * 2)}`, WEIGHTS.price];
}

/** Lower case, letters and digits of any script; a final plural s goes. */
function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word,
  );
}
