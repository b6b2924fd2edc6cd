import type { Instant } from '../kernel/instant.ts';
import type { OrderId, ProductId, ShopperId, VariantId } from '../kernel/ids.ts';
import type { ConnectedValue } from './connected.ts';
import type { Estimates } from './estimates.ts';

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
  /** What is in it, in the shop's currency; left out where its source does not say. */
  readonly valueMinor?: number;
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
  /** The shop's own Shopify segments the customer is in, by gid. */
  readonly shopifySegments?: readonly string[];
  /** "desktop", "phone" or "tablet": the device used last. */
  readonly deviceClass?: string | null;
  /** What the shop's connections told, by field. */
  readonly connected?: Readonly<Record<string, ConnectedValue>>;
  /** The products on the wishlist; left out where no wishlist is told. */
  readonly wishlist?: readonly ProductId[];
}

/** One thing the shopper did, and when. */
export interface Activity {
  readonly at: Instant;
}

/** A look at a product. */
export interface ViewFact extends Activity {
  readonly productId: ProductId | null;
  /** For how long its page was open, in seconds (view-time.ts); left out where nothing told, as of a visit's last page. */
  readonly lastedSeconds?: number;
}

export interface SearchFact extends Activity {
  readonly query: string;
}

/** A change that left something in a cart. */
export interface CartChangeFact extends Activity {
  /** By how much the value of what is in it rose (or fell, below 0), in the shop's currency. */
  readonly changeMinor: number;
}

/** Money given back, at the time it was given. */
export interface RefundFact extends Activity {
  readonly amountMinor: number;
}

/** What Attune knows of one shopper. Plain data; profile-bytes.ts is its stored form. */
export interface Profile {
  readonly shopperId: ShopperId;
  readonly attributes: ShopperAttributes;
  /** When the attributes were last true, by the source's own clock; older news is ignored. */
  readonly attributesAt: Instant | null;
  /** Sorted by time, then order id. */
  readonly purchases: readonly Purchase[];
  readonly openCarts: readonly OpenCartFact[];
  /** Series of an event stream, each sorted by time; a profile stored without one reads as empty. */
  readonly views?: readonly ViewFact[];
  readonly searches?: readonly SearchFact[];
  readonly cartChanges?: readonly CartChangeFact[];
  /** Each 24 hours after the last change of a cart left with something in it; one may lie ahead: it has not happened yet. */
  readonly abandonments?: readonly Activity[];
  /** Completed checkouts. */
  readonly checkouts?: readonly Activity[];
  readonly refunds?: readonly RefundFact[];
  /** True after analytics was refused: browsing and cart series then read as empty. */
  readonly isActivityBlocked?: boolean;
  /** Not among the profile's bytes, which hold news alone: it stands beside them in the row. */
  readonly estimates?: Estimates | undefined;
}
