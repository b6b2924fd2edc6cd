import type { SavedAddress } from '#app/domain/campaigns/decision.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { CustomerId, OrderId, VariantId } from '#app/domain/kernel/ids.ts';
import type { OrderChange } from '#app/domain/profiles/adjust-order.ts';
import type { OrderRecord } from '#app/domain/profiles/order-record.ts';
import type { ShopperId } from '#app/domain/kernel/ids.ts';
import type { GivenDiscount } from './shop-news.ts';

export interface StoredOrder {
  readonly order: OrderRecord;
  readonly triggeredAt: Date | null;
  readonly deletedAt: Instant | null;
}

export interface LockedOrder {
  /** Null when the order is not known; its refunds may be. */
  readonly stored: StoredOrder | null;
  readonly changes: readonly OrderChange[];
}

/** A shop's orders inside one transaction. */
export interface OrderStore {
  /** Takes the order's lock until the transaction ends, then reads it and its refunds and edits. */
  lock(orderId: OrderId): Promise<LockedOrder>;
  save(order: OrderRecord, triggeredAt: Date | null): Promise<void>;
  /** False when the adjustment was known. */
  addAdjustment(orderId: OrderId, adjustment: OrderChange): Promise<boolean>;
  markDeleted(orderId: OrderId, at: Instant): Promise<void>;
  /** Gives `to` all orders of `from`. */
  rekeyCustomer(from: CustomerId, to: CustomerId): Promise<void>;
}

/** An item the ledger says was accepted. */
export interface AcceptedItem {
  readonly decisionId: string;
  readonly itemKey: string;
  readonly campaignId: string;
  readonly variantId: VariantId | null;
  /** True when the checkout's own acceptance event says so; false when only the decision was found. */
  readonly byEvent: boolean;
}

export interface ConversionRow {
  readonly lineId: string;
  readonly decisionId: string;
  readonly itemKey: string;
  readonly campaignId: string;
  readonly joinedBy: 'attribute' | 'checkout-token';
  readonly amountMinor: number;
}

/** What orders got of the shop's incentives. */
export interface IncentiveUses {
  /**
   * Replaces what the order got; a discount whose title no incentive has, or had, is the merchant's own. Whether an incentive's budget is
   * spent is settled with it, and every process is told when that changes.
   */
  replace(order: OrderRecord, discounts: readonly GivenDiscount[]): Promise<void>;
}

export interface ConversionStore {
  /** Items of the named decisions, and items accepted (and not undone) in the checkout. */
  findAccepted(
    decisionIds: readonly string[],
    checkoutToken: string | null,
  ): Promise<readonly AcceptedItem[]>;
  /** Replaces the order's conversions. */
  replace(orderId: OrderId, currency: string, at: Instant, rows: readonly ConversionRow[]): Promise<void>;
}

export interface StoredCart {
  readonly kind: 'cart' | 'checkout';
  readonly token: string;
  readonly cartToken: string | null;
  readonly customerId: CustomerId | null;
  readonly startedAt: Instant;
  readonly updatedAt: Instant;
  readonly completedAt: Instant | null;
  readonly lines: readonly {
    readonly variantId: string;
    readonly productId: string | null;
    readonly quantity: number;
  }[];
  /** In the shop's currency; null where it is told in another one. */
  readonly valueMinor: number | null;
}

export interface OpenCartStore {
  /** Takes the lock of a cart's or checkout's token until the transaction ends. */
  lock(token: string): Promise<void>;
  /** Stores unless newer news is there; a completed cart stays completed. */
  save(cart: StoredCart): Promise<void>;
  /**
   * Takes the cart's lock and closes the cart and the checkout, also when they are not known yet: their own late news then opens
   * nothing. `owner` is the customer of the order that closed them. Gives whose they were.
   */
  complete(
    tokens: { checkout: string | null; cart: string | null },
    at: Instant,
    owner: CustomerId | null,
  ): Promise<readonly CustomerId[]>;
  /** Has the customer's open carts looked at again: what is in them may have been ordered otherwise. */
  lookAgain(customerId: CustomerId): Promise<void>;
  rekeyCustomer(from: CustomerId, to: CustomerId): Promise<void>;
}

export interface ShopperDetails {
  readonly shopperId: ShopperId;
  readonly address: SavedAddress | null;
  readonly paymentType: string | null;
  readonly at: Instant;
}

export interface SavedDetailStore {
  /** Keeps what is newer, each shopper named once. Addresses are sealed before they are stored. */
  saveAll(details: readonly ShopperDetails[]): Promise<void>;
  /** Moves the details to the surviving customer; the newer ones stay. */
  rekey(from: CustomerId, to: CustomerId): Promise<void>;
}
