import type { Instant } from '../kernel/instant.ts';
import type { ProductId } from '../kernel/ids.ts';

/** A trained model as plain arrays: what is stored, and what `openModel` serves from. */
export interface ModelData {
  /** In code unit order; a product's number is its place here. */
  readonly products: readonly ProductId[];
  /** Orders it learned from. */
  readonly orders: number;
  /** When the newest of them was placed; 0 without orders. */
  readonly newestAt: Instant;
  /** Neighbours of product p stand at `offsets[p]` up to `offsets[p + 1]`, best first. */
  readonly offsets: Uint32Array;
  readonly neighbours: Uint32Array;
  /** Similarity of each neighbour, above 0. */
  readonly scores: Float32Array;
  /** Orders that held both. */
  readonly pairOrders: Uint32Array;
  /** Recent popularity of each product, 0 to 1. */
  readonly popularity: Float32Array;
  /** Orders that held the product in the 30 days before `newestAt`. */
  readonly recentOrders: Uint32Array;
}
