import type { ProductId } from '../kernel/ids.ts';

/** A product another product leads to, with the counts that say so. */
export interface Neighbour {
  readonly productId: ProductId;
  /** Shrunken similarity, 0 to 1. */
  readonly score: number;
  /** Orders that held both products. */
  readonly orders: number;
}

/** A product the model suggests for a cart and a history, and the evidence the reason is made of. */
export interface Candidate {
  readonly productId: ProductId;
  readonly score: number;
  readonly because:
    | { readonly kind: 'bought-together'; readonly productId: ProductId; readonly orders: number }
    | { readonly kind: 'bought-before'; readonly productId: ProductId; readonly orders: number }
    | { readonly kind: 'popular'; readonly orders: number };
}

/** An item-to-item model: immutable, swapped whole. */
export interface RecommendationModel {
  readonly version: number;
  readonly orders: number;
  /** Best first, at most 50. Empty for an unknown product. */
  neighbours(productId: ProductId): readonly Neighbour[];
  /**
   * Candidates for the products in a cart and those bought before (newest first, a product once for each order that held
   * it), best first, at most `limit`; none of them in the cart. Falls back to popular products. Same input, same answer.
   */
  candidates(query: {
    readonly cart: readonly ProductId[];
    readonly history: readonly ProductId[];
    readonly limit: number;
  }): readonly Candidate[];
}
