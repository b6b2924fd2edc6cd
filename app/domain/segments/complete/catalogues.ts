import type { Dimension } from '../../facts/fact.ts';
import type { FactName } from '../../facts/catalogue.ts';

/** A value that a shop knows: what stands in the rule, and what a person reads beside it. */
export interface KnownValue {
  readonly text: string;
  readonly label?: string;
}

/** What a shop knows, to choose from; a list that is left out offers nothing. */
export interface Catalogues {
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
}

/** The list that a fact's values come from. */
export const CATALOGUE_OF_FACT: Readonly<Partial<Record<FactName, keyof Catalogues>>> = {
  'customer.country': 'countries',
  'customer.market': 'markets',
  'customer.language': 'languages',
  'customer.tags': 'customerTags',
  'customer.shopify_segments': 'shopifySegments',
  'loyalty.tier': 'tiers',
  'checkout.country': 'countries',
  'checkout.market': 'markets',
  'cart.product_ids': 'products',
  'cart.product_types': 'productTypes',
  'cart.product_vendors': 'vendors',
  'cart.product_tags': 'productTags',
  'cart.product_collections': 'collections',
};

/** The list that a dimension's values come from; nobody knows what shoppers will search for. */
export const CATALOGUE_OF_DIMENSION: Readonly<Record<Dimension, keyof Catalogues | null>> = {
  product: 'products',
  type: 'productTypes',
  vendor: 'vendors',
  tag: 'productTags',
  collection: 'collections',
  query: null,
};
