import type { SavedAddress } from '#app/domain/campaigns/decision.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { CustomerId, OrderId, ProductId, VariantId } from '#app/domain/kernel/ids.ts';
import type { OrderChange } from '#app/domain/profiles/adjust-order.ts';
import type { AttributeNews } from '#app/domain/profiles/attribute-log.ts';
import type { BrowserTime } from '#app/domain/profiles/browser-clock.ts';
import type { OrderRecord } from '#app/domain/profiles/order-record.ts';
import type { RefundedMoney } from '#app/domain/profiles/refunded-money.ts';

/** What one webhook delivery says, in Attune's words. */
export type ShopNews =
  | OrderNews
  | OrderAdjustment
  | { readonly kind: 'order-deleted'; readonly orderId: OrderId }
  | CartNews
  | { readonly kind: 'checkout-deleted'; readonly token: string | null; readonly cartToken: string | null }
  | VisitNews
  | CustomerNews
  | { readonly kind: 'customer-deleted'; readonly customerId: CustomerId }
  | { readonly kind: 'customers-merged'; readonly keptId: CustomerId; readonly goneId: CustomerId }
  | {
      readonly kind: 'segment-membership';
      readonly customerId: CustomerId;
      readonly segmentId: string;
      readonly isMember: boolean;
    }
  | ProductNews
  | { readonly kind: 'product-deleted'; readonly productId: ProductId }
  | StockNews
  | { readonly kind: 'bulk-operation-finished'; readonly operationId: string }
  | ShopFacts
  | { readonly kind: 'app-uninstalled' }
  | { readonly kind: 'scopes-changed'; readonly scopes: readonly string[] }
  | DataRequest
  | CustomerRedaction
  | { readonly kind: 'shop-redaction'; readonly shopDomain: string }
  /** Understood, and nothing follows from it. */
  | { readonly kind: 'nothing'; readonly because: string };

export interface OrderNews {
  readonly kind: 'order';
  readonly order: OrderRecord;
  readonly saved: OrderDetails;
  /** The refunds that this version of the order holds. */
  readonly refunds: readonly OrderChange[];
  readonly discounts: readonly GivenDiscount[];
}

/** What an order got of one automatic discount, over all its lines and its shipping. */
export interface GivenDiscount {
  /** What the buyer read beside it. */
  readonly title: string;
  /** Of the order's currency. */
  readonly amountMinor: number;
}

/** What an order tells about a shopper's details. */
export interface OrderDetails {
  readonly address: SavedAddress | null;
  readonly paymentType: string | null;
}

/** A refund or an edit: keyed by its own id, because neither carries the order's updated_at. */
export interface OrderAdjustment extends RefundedMoney {
  readonly kind: 'order-adjustment';
  readonly id: string;
  readonly orderId: OrderId;
  readonly at: Instant;
  /** By how much each line's quantity falls; negative where an edit added units. */
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
}

export interface CartLineNews {
  readonly variantId: VariantId;
  readonly productId: ProductId | null;
  readonly quantity: number;
}

export interface CartNews {
  readonly kind: 'cart' | 'checkout';
  readonly token: string;
  readonly cartToken: string | null;
  readonly customerId: CustomerId | null;
  readonly startedAt: Instant;
  readonly updatedAt: Instant;
  readonly completedAt: Instant | null;
  readonly lines: readonly CartLineNews[];
  /** The time of the change to the millisecond. */
  readonly updatedMs: number;
  readonly isEmpty: boolean;
  /** What is in it, as decimal text, null where that is not told; its currency where the payload says it, else the shop's. */
  readonly value: { readonly amount: string | null; readonly currency: string | null };
}

/** What the web pixel saw in a browser. It never says who sits there: a token of a cart or checkout may lead to a customer. */
export interface VisitNews extends BrowserTime {
  readonly kind: 'visit';
  /** Of the event, the same however often it is sent. */
  readonly eventId: string;
  readonly visitorId: string;
  /** Of a cart or checkout of this browser. */
  readonly tokens: readonly string[];
  readonly did: VisitorDeed | null;
}

export type VisitorDeed =
  | {
      readonly kind: 'view';
      readonly productId: ProductId;
      /** For how long its page was open, where a later telling of the view says so. */
      readonly lastedSeconds?: number;
    }
  | { readonly kind: 'search'; readonly query: string }
  | { readonly kind: 'device'; readonly deviceClass: string }
  | { readonly kind: 'checkout'; readonly token: string }
  /** Analytics was refused. */
  | { readonly kind: 'refusal' };

export interface CustomerNews extends AttributeNews {
  readonly kind: 'customer';
  readonly customerId: CustomerId;
}

export interface VariantFacts {
  readonly id: VariantId;
  readonly title: string;
  readonly sku: string | null;
  readonly price: string;
  readonly position: number;
  readonly inventoryItemId: string | null;
  readonly inventoryQuantity: number | null;
  readonly inventoryPolicy: 'DENY' | 'CONTINUE';
  /** Null where the payload does not say: what is stored stays. */
  readonly inventoryTracked: boolean | null;
  readonly availableForSale: boolean | null;
  readonly requiresShipping: boolean | null;
}

export interface ProductFacts {
  readonly id: ProductId;
  readonly title: string;
  readonly handle: string;
  readonly vendor: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly status: string;
  readonly imageUrl: string | null;
  readonly publishedAt: Instant | null;
  readonly updatedAt: Instant;
}

export interface ProductNews {
  readonly kind: 'product';
  readonly product: ProductFacts;
  readonly variants: readonly VariantFacts[];
  /** Ids of every variant; those without facts were beyond the payload's hundred. */
  readonly variantIds: readonly VariantId[];
}

export type StockNews =
  | {
      readonly kind: 'variant-stock';
      readonly variantId: VariantId;
      readonly isInStock: boolean;
      readonly quantity: number | null;
    }
  | { readonly kind: 'inventory-level'; readonly inventoryItemId: string; readonly available: number | null };

export interface ShopFacts {
  readonly kind: 'shop';
  readonly name: string;
  readonly currency: string;
  /** Null where the payload does not say. */
  readonly timezone: string | null;
  readonly country: string | null;
  readonly plan: string | null;
}

/** Whom a compliance request is about. */
export interface DataSubject {
  readonly customerId: CustomerId;
  readonly email: string | null;
  readonly phone: string | null;
  readonly orderIds: readonly OrderId[];
}

export interface DataRequest {
  readonly kind: 'data-request';
  readonly requestId: string;
  readonly shopDomain: string;
  readonly subject: DataSubject;
}

export interface CustomerRedaction {
  readonly kind: 'customer-redaction';
  readonly shopDomain: string;
  readonly subject: DataSubject;
}
