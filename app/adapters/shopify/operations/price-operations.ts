import { priceSelection, PRODUCT_FIELDS, VARIANT_FIELDS, type PriceContext } from './bulk-operations.ts';

/** Contextual prices of up to 100 variants. */
export const variantPricesQuery = (
  contexts: readonly PriceContext[],
): string => `query AttuneVariantPrices($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on ProductVariant { id price availableForSale ${priceSelection(contexts)} }
  }
}`;

/** One page of a product's variants: a webhook carries only the first hundred. */
export const productVariantsQuery = (
  contexts: readonly PriceContext[],
): string => `query AttuneProductVariants($id: ID!, $after: String) {
  product(id: $id) {
    ${PRODUCT_FIELDS}
    variants(first: 100, after: $after) {
      nodes { ${VARIANT_FIELDS} ${priceSelection(contexts)} }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;
