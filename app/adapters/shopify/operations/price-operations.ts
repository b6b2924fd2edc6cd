import { priceSelection, termsSelection, VARIANT_FIELDS, type PriceContext } from './bulk-operations.ts';

/**
 * Up to 100 variants with their contextual prices and the terms of their products: a product webhook carries neither of
 * them, nor more than 100 variants.
 */
export const variantsQuery = (
  contexts: readonly PriceContext[],
): string => `query AttuneVariants($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on ProductVariant {
      ${VARIANT_FIELDS} ${priceSelection(contexts)}
      product { id ${termsSelection(contexts)} }
    }
  }
}`;
