import type { PastOrder } from '../ranking/feed-history.ts';

/**
 * What it takes to rank for a cart as the model does, small enough for metafields: the ranker once, of each product what it leads to, and of
 * a customer what they bought. Numbers stand as text (number-text.ts), products under short names (product-key.ts).
 */
export interface PortableRanker {
  /** Weights of the features for each situation with a cart, in the order of SITUATIONS. */
  readonly weights: readonly (readonly number[])[];
  readonly trees: PortableTrees | null;
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

/** What a shopper bought before, and what that leads to. */
export interface PortableHistory {
  /**
   * Earlier orders, newest first: the second of each, how many products it held, and the places in `bought` of those that are there, as
   * characters (history-text.ts).
   */
  readonly orders: readonly string[];
  /** Products bought before as entries of key and usual days between two purchases, those that say most first. */
  readonly bought: string;
  /** What these lead to: entries of key, weight by pairs, and weight by EASE; those that say most first. */
  readonly leads: string;
}

/** A model as it can be carried away, as of one instant and for shoppers of one country. */
export interface PortableModel {
  ranker(): PortableRanker;
  /** Null for a product that the model does not know. */
  product(productId: string): PortableProduct | null;
  traits(productId: string): PortableTraits | null;
  /** Of a shopper's earlier orders, oldest first; null where the model knows nothing in them. */
  history(orders: readonly PastOrder[]): PortableHistory | null;
}
