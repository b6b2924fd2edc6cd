import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { MetafieldPlace } from '#app/domain/quality/connections/connection.ts';
import type { TypedText } from '#app/domain/quality/connections/typed-text.ts';

/** Shopify answers for at most so many customers at once. */
export const MOST_AT_ONCE = 250;

/** Metafields of customers in Shopify. Rejects with ShopifyRejected. */
export interface CustomerMetafields {
  /**
   * One metafield of each of these customers, MOST_AT_ONCE of them at most. Null where the customer is gone or has none there; customers
   * for whom the answer cannot be read are left out.
   */
  read(
    shopDomain: string,
    customers: readonly CustomerId[],
    place: MetafieldPlace,
  ): Promise<ReadonlyMap<CustomerId, TypedText | null>>;
}
