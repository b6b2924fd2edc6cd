import type { Dimension } from '../../facts/fact.ts';
import type { FactName } from '../../facts/catalogue.ts';
import type { Instant } from '../../kernel/instant.ts';

/** A value that a shop knows: what stands in the rule, and what a person reads beside it. */
export interface KnownValue {
  readonly text: string;
  readonly label?: string;
}

/** How the values of estimates lie in a shop, as of their last fit. */
export interface EstimatedSpread {
  readonly at: Instant;
  readonly customers: number;
  /** Of each fact that is a number, as a rule writes it: what 10, 20, .. 90 in a hundred customers do not pass. None where nothing is said of anybody. */
  readonly deciles: { readonly [Name in FactName]?: readonly number[] };
  /** Why nothing is said at all; null otherwise. */
  readonly objection: string | null;
}

/** What a shop knows, to choose from; a list that is left out offers nothing. */
export interface Catalogues extends KnownLists {
  /** Left out before the first fit. */
  readonly estimated?: EstimatedSpread;
  /** The shop's web pixel tells what visitors do. Without it facts of browsing would find nobody, and are not offered. */
  readonly hasBrowsing?: boolean;
}

export interface KnownLists {
  readonly countries?: readonly KnownValue[];
  readonly languages?: readonly KnownValue[];
  readonly markets?: readonly KnownValue[];
  readonly tiers?: readonly KnownValue[];
  readonly customerTags?: readonly KnownValue[];
  readonly shopifySegments?: readonly KnownValue[];
  readonly products?: readonly KnownValue[];
  readonly productTypes?: readonly KnownValue[];
  readonly vendors?: readonly KnownValue[];
  readonly productTags?: readonly KnownValue[];
  readonly collections?: readonly KnownValue[];
  /** Fields of the shop's connections. */
  readonly connectedFields?: readonly KnownValue[];
}

/** The list that a fact's values come from. */
export const CATALOGUE_OF_FACT: Readonly<Partial<Record<FactName, keyof KnownLists>>> = {
  'customer.country': 'countries',
  'customer.market': 'markets',
  'customer.language': 'languages',
  'customer.tags': 'customerTags',
  'customer.shopify_segments': 'shopifySegments',
  'loyalty.tier': 'tiers',
  'checkout.country': 'countries',
  'checkout.market': 'markets',
  'wishlist.product_ids': 'products',
  'cart.product_ids': 'products',
  'cart.product_types': 'productTypes',
  'cart.product_vendors': 'vendors',
  'cart.product_tags': 'productTags',
  'cart.product_collections': 'collections',
};

/** The list that a dimension's values come from; nobody knows what shoppers will search for. */
export const CATALOGUE_OF_DIMENSION: Readonly<Record<Dimension, keyof KnownLists | null>> = {
  product: 'products',
  type: 'productTypes',
  vendor: 'vendors',
  tag: 'productTags',
  collection: 'collections',
  query: null,
  field: 'connectedFields',
};
