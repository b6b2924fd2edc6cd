/**
 * What it takes to rank for a guest's cart as the model does, small enough for metafields: the ranker once, and of each product what it
 * leads to. Numbers stand as text (number-text.ts), products under short names (product-key.ts).
 */
export interface PortableRanker {
  /** Weights of the features for a small cart and for a large one. */
  readonly weights: readonly [small: readonly number[], large: readonly number[]];
  readonly trees: PortableTrees | null;
  /** Features that the shopper's history gives: of a guest, the same for every candidate. */
  readonly history: readonly number[];
  /** Days since the newest order that was learned, as the feature has it. */
  readonly staleness: number;
  /** Of the norms of pairs. */
  readonly asymmetry: number;
  readonly shrinkage: number;
}

export interface PortableTrees {
  /** One character for each feature asked. */
  readonly features: string;
  readonly thresholds: readonly number[];
  /** Leaves are `least` and so many steps. */
  readonly least: number;
  readonly step: number;
  readonly leaves: string;
}

/** What a product leads to when it is in a cart. */
export interface PortableProduct {
  /** Natural log of its price; null where it is not known. */
  readonly logPrice: number | null;
  /** Summed weight of the orders that held it. */
  readonly total: number;
  /** Entries of key, weight of the orders with both, and the other's own total; best first. */
  readonly pairs: string;
  /** The same of orders since the fit. */
  readonly recent: string;
  /** Entries of key and value, best first. */
  readonly ease: string;
  readonly content: string;
}

/**
 * What is known of a candidate whatever the cart: its features from `popularity` to `returnRate`, then its popularity as a share of the most popular
 * product's, then what became of its offers as a sum to the log odds.
 */
export type PortableTraits = readonly number[];

/** So many of the traits are features. */
export const TRAIT_FEATURES = 9;

/** A model as it can be carried away, as of one instant and for guests of one country. */
export interface PortableModel {
  ranker(): PortableRanker;
  /** Null for a product that the model does not know. */
  product(productId: string): PortableProduct | null;
  traits(productId: string): PortableTraits | null;
}
