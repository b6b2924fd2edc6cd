import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { WishlistSource } from '#app/domain/quality/connections/connection.ts';
import type { TypedText } from '#app/domain/quality/connections/read-wishlist.ts';

/** Metafields of customers in Shopify. Rejects with ShopifyRejected. */
export interface CustomerMetafields {
  /** Null where the customer is gone or has none there. */
  find(
    shopDomain: string,
    customerId: CustomerId,
    place: Omit<WishlistSource, 'kind'>,
  ): Promise<TypedText | null>;
}
