import type { Instant } from '../kernel/instant.ts';
import type { OrderId, ProductId, ShopperId, VariantId } from '../kernel/ids.ts';

/** One line of a purchase. `quantity` is what is left after returns. */
export interface PurchaseLine {
  readonly productId: ProductId;
  readonly variantId: VariantId;
  readonly quantity: number;
  readonly unitPriceMinor: number;
}

/** One order of the shopper, keyed by order id; cancelled and test orders are not in the profile. */
export interface Purchase {
  readonly orderId: OrderId;
  readonly at: Instant;
  /** After discounts, before tax and shipping, less refunds; shop currency. */
  readonly netMinor: number;
  readonly grossMinor: number;
  readonly lines: readonly PurchaseLine[];
}

/** A cart or checkout that was opened and not yet ordered. */
export interface OpenCartFact {
  readonly token: string;
  readonly startedAt: Instant;
  readonly updatedAt: Instant;
}

export interface ShopperAttributes {
  readonly tags: readonly string[];
  readonly country: string | null;
  readonly language: string | null;
  readonly emailMarketing: boolean | null;
  /** The tier by name where a source tells it; else the shop's settings find it by tag. */
  readonly loyaltyTier?: string | null;
  /** When the customer account was made. */
  readonly createdAt: Instant | null;
}

/** One thing the shopper did, and when. */
export interface Activity {
  readonly at: Instant;
}

/** Money given back, at the time it was given. */
export interface RefundFact extends Activity {
  readonly amountMinor: number;
}

/** What Attune knows of one shopper. Plain data: the stored form is this object as JSON. */
export interface Profile {
  readonly shopperId: ShopperId;
  readonly attributes: ShopperAttributes;
  /** When the attributes were last true, by the source's own clock; older news is ignored. */
  readonly attributesAt: Instant | null;
  /** Sorted by time, then order id. */
  readonly purchases: readonly Purchase[];
  readonly openCarts: readonly OpenCartFact[];
  /** Series of an event stream, each sorted by time; a profile stored without one reads as empty. */
  readonly views?: readonly Activity[];
  readonly searches?: readonly Activity[];
  /** Changes that left something in a cart. */
  readonly cartChanges?: readonly Activity[];
  /** Completed checkouts. */
  readonly checkouts?: readonly Activity[];
  readonly refunds?: readonly RefundFact[];
}
