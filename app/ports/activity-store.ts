import type { Instant } from '#app/domain/kernel/instant.ts';
import type { CustomerId, OrderId } from '#app/domain/kernel/ids.ts';
import type { ShopperTrace } from '#app/domain/profiles/activity-record.ts';

export interface CompletedCheckout {
  readonly orderId: OrderId;
  readonly cartToken: string;
  readonly at: Instant;
  /** The customer of the order. */
  readonly owner: CustomerId | null;
}

/** What a shopper did in a cart; it has no owner until `assignCarts` finds one. */
export interface CartChange {
  readonly cartToken: string;
  /** The cart's own time of the change, in milliseconds: tells changes of one second apart. */
  readonly changedMs: number;
  readonly at: Instant;
  readonly isEmpty: boolean;
  /** Null where its source does not say it in the shop's currency. */
  readonly valueMinor: number | null;
}

/** What shoppers of one shop did, inside one transaction. Each record has a key of its source: a replay adds nothing. */
export interface ActivityStore {
  saveCartChange(change: CartChange): Promise<void>;
  /** A checkout whose cart never told of itself (bought at once) stands for the cart's only change, as it was begun. */
  saveCheckoutCart(checkoutToken: string): Promise<void>;
  /** The completed checkouts of orders, each order named once. */
  saveCheckouts(checkouts: readonly CompletedCheckout[]): Promise<void>;
  forgetCheckout(orderId: OrderId): Promise<void>;
  /**
   * Gives what was done in each cart to its owner: the customer of its order, else of its newest checkout that names one. Gives the
   * owners, and whoever it belonged to before.
   */
  assignCarts(cartTokens: readonly string[]): Promise<readonly CustomerId[]>;
  /** Of every customer asked for, also of those who did nothing. */
  tracesOf(ids: readonly CustomerId[]): Promise<ReadonlyMap<CustomerId, ShopperTrace>>;
  rekeyCustomer(from: CustomerId, to: CustomerId): Promise<void>;
  forget(customerId: CustomerId): Promise<void>;
}
