import type { PastItem } from '#app/domain/campaigns/decision.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { CustomerId, OrderId, ProductId, ShopId, VariantId } from '#app/domain/kernel/ids.ts';

/** A checkout that became an order, as far as the order tells of it. */
export interface PastCheckout {
  readonly orderId: OrderId;
  readonly at: Instant;
  /** Null for a guest. */
  readonly customerId: CustomerId | null;
  readonly country: string | null;
  readonly currency: string;
  /** Products of which the customer had given back a unit by then, or had it taken out of an order; empty for a guest. */
  readonly returned: ReadonlySet<ProductId>;
  /** What the customer saw, tapped and dismissed in checkouts before it; empty for a guest. */
  readonly pastItems: readonly PastItem[];
  readonly lines: readonly {
    readonly variantId: VariantId;
    readonly productId: ProductId;
    readonly quantity: number;
    readonly unitPriceMinor: number;
  }[];
}

/** Where a page of past checkouts begins: right after the one with this time and order. */
export interface CheckoutCursor {
  readonly at: Instant;
  readonly orderId: OrderId;
}

export interface PastCheckouts {
  count(shopId: ShopId, since: Instant): Promise<number>;
  /** Newest first, from `after` on (null: from the newest), at most `limit`, none older than `since`. Cancelled and test orders are none. */
  page(
    shopId: ShopId,
    asked: { readonly since: Instant; readonly after: CheckoutCursor | null; readonly limit: number },
  ): Promise<readonly PastCheckout[]>;
}
