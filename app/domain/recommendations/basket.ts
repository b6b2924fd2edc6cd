import type { Instant } from '../kernel/instant.ts';
import type { ProductId } from '../kernel/ids.ts';

/** What one order teaches. */
export interface Basket {
  /** A product named twice counts once. */
  readonly products: readonly ProductId[];
  readonly at: Instant;
  /** How much the order counts beside others; 1 when left out. */
  readonly weight?: number;
}

/** Baskets as numbers, in both directions: the items of each basket, and the baskets of each item. */
export interface IndexedBaskets {
  /** In code unit order, so that the smaller index is the smaller id. */
  readonly products: readonly ProductId[];
  /** Items of basket b are `items[basketOffsets[b]]` up to `basketOffsets[b + 1]`. */
  readonly basketOffsets: Uint32Array;
  readonly items: Uint32Array;
  /** Baskets of item i are `baskets[itemOffsets[i]]` up to `itemOffsets[i + 1]`, in the order given. */
  readonly itemOffsets: Uint32Array;
  readonly baskets: Uint32Array;
}

/** Gives every product a number and lays the baskets out flat. Baskets without a product stay, empty. */
export function indexBaskets(baskets: readonly Basket[]): IndexedBaskets {
  const sets = baskets.map((basket) => new Set(basket.products));
  const products = [...new Set(sets.flatMap((set) => [...set]))].sort();
  const indexOf = new Map(products.map((product, index) => [product, index]));
  const basketOffsets = new Uint32Array(sets.length + 1);
  sets.forEach((set, basket) => (basketOffsets[basket + 1] = (basketOffsets[basket] ?? 0) + set.size));
  const items = new Uint32Array(basketOffsets[sets.length] ?? 0);
  let next = 0;
  for (const set of sets) for (const product of set) items[next++] = indexOf.get(product) ?? 0;
  return { products, basketOffsets, items, ...invert(products.length, basketOffsets, items) };
}

/** Counting sort of (basket, item) pairs by item. */
function invert(
  itemCount: number,
  basketOffsets: Uint32Array,
  items: Uint32Array,
): Pick<IndexedBaskets, 'itemOffsets' | 'baskets'> {
  const itemOffsets = new Uint32Array(itemCount + 1);
  for (const item of items) itemOffsets[item + 1] = (itemOffsets[item + 1] ?? 0) + 1;
  for (let item = 0; item < itemCount; item++)
    itemOffsets[item + 1] = (itemOffsets[item + 1] ?? 0) + (itemOffsets[item] ?? 0);
  const filled = itemOffsets.slice(0, itemCount);
  const baskets = new Uint32Array(items.length);
  for (let basket = 0; basket + 1 < basketOffsets.length; basket++)
    for (let at = basketOffsets[basket] ?? 0; at < (basketOffsets[basket + 1] ?? 0); at++) {
      const item = items[at] ?? 0;
      const place = filled[item] ?? 0;
      baskets[place] = basket;
      filled[item] = place + 1;
    }
  return { itemOffsets, baskets };
}
