import type { Market } from '#app/domain/campaigns/catalog.ts';

/** Starts a bulk operation. Rows come ungrouped: children are joined by __parentId, never by position. */
export const RUN_BULK_QUERY = `mutation AttuneRunBulkQuery($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: false) {
    bulkOperation { id status }
    userErrors { code field message }
  }
}`;

/** Where a bulk operation stands. */
export const BULK_OPERATION = `query AttuneBulkOperation($id: ID!) {
  bulkOperation(id: $id) {
    id
    status
    errorCode
    objectCount
    rootObjectCount
    url
    partialDataUrl
  }
}`;

/** A market and the country that stands for it when prices are asked for. */
export interface PriceContext {
  /** GraphQL alias: "m0", "m1"… */
  readonly alias: string;
  readonly marketId: Market['id'];
  readonly country: string;
}

/** One country for each market that has any: prices are the same all over a market. */
export function priceContexts(markets: readonly Pick<Market, 'id' | 'countries'>[]): readonly PriceContext[] {
  return markets.flatMap(({ id, countries: [country] }, index) =>
    country === undefined ? [] : [{ alias: `m${index}`, marketId: id, country }],
  );
}

/** The contextual price of a variant and how many must be bought of it in each market, one alias a market. */
export function priceSelection(contexts: readonly PriceContext[]): string {
  return contexts
    .map(
      ({ alias, country }) =>
        `${alias}: contextualPricing(context: {country: ${country}}) {
          price { amount currencyCode } quantityRule { minimum increment } }`,
    )
    .join('\n');
}

/** On what terms a product is sold: no webhook tells them. One alias a market says whether it is published there. */
export function termsSelection(contexts: readonly PriceContext[]): string {
  const published = contexts.map(
    ({ alias, country }) => `${alias}: publishedInContext(context: {country: ${country}})`,
  );
  return `isGiftCard requiresSellingPlan seoHidden: metafield(namespace: "seo", key: "hidden") { value }
    ${published.join('\n')}`;
}

export const PRODUCT_FIELDS = `id title handle vendor productType tags status publishedAt updatedAt
  featuredMedia { preview { image { url } } }`;

export const VARIANT_FIELDS = `id title sku price position inventoryQuantity sellableOnlineQuantity inventoryPolicy
  availableForSale inventoryItem { id tracked requiresShipping unitCost { amount currencyCode } }`;

/** The argument of a list that keeps what changed at this time or later; an ISO time. */
export const changedSince = (iso: string): string => `(query: "updated_at:>='${iso}'")`;

/**
 * Bulk query of all products with their collections and variants, contextual prices and, of bundles, what is in them. Shopify refuses
 * connections of anything that is no Node, such as a product's own bundleComponents.
 */
export const bulkProductsQuery = (contexts: readonly PriceContext[], filter = ''): string => `{
  products${filter} {
    edges { node {
      ${PRODUCT_FIELDS} ${termsSelection(contexts)}
      variants { edges { node {
        ${VARIANT_FIELDS} ${priceSelection(contexts)}
        productVariantComponents { edges { node { id productVariant { product { id } } } } }
      } } }
      collections { edges { node { id title } } }
    } }
  }
}`;

/** Bulk query of all customers. */
export const bulkCustomersQuery = (filter = ''): string => `{
  customers${filter} {
    edges { node {
      id tags locale createdAt updatedAt numberOfOrders
      amountSpent { amount currencyCode }
      defaultAddress { countryCodeV2 }
      defaultEmailAddress { marketingState marketingUpdatedAt }
    } }
  }
}`;

const ADDRESS_FIELDS = `firstName lastName company address1 address2 city zip provinceCode countryCodeV2 phone`;

/** Bulk query of the orders the app may see: 60 days of them, or all with read_all_orders. */
export const bulkOrdersQuery = (filter = ''): string => `{
  orders${filter} {
    edges { node {
      id processedAt updatedAt cancelledAt test sourceName currencyCode checkoutToken cartToken paymentGatewayNames
      customer { id }
      shippingAddress { ${ADDRESS_FIELDS} }
      subtotalPriceSet { shopMoney { amount } }
      totalPriceSet { shopMoney { amount } }
      totalRefundedSet { shopMoney { amount } }
      refunds { id createdAt totalRefundedSet { shopMoney { amount } } }
      lineItems { edges { node {
        id title quantity currentQuantity
        discountedUnitPriceAfterAllDiscountsSet { shopMoney { amount } }
        product { id }
        variant { id }
        customAttributes { key value }
      } } }
    } }
  }
}`;
