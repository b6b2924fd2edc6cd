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

export type OrderVersion = Pick<StoredOrder, 'order' | 'triggeredAt'>;

export interface LockedOrder {
  /** Null when the order is not known; its refunds may be. */
  readonly stored: StoredOrder | null;
  readonly changes: readonly OrderChange[];
}

/** A shop's orders inside one transaction. */
export interface OrderStore {
  /** Takes the orders' locks until the transaction ends, then reads each with its refunds and edits, also those that are not stored. */
  lock(ids: readonly OrderId[]): Promise<ReadonlyMap<OrderId, LockedOrder>>;
  /** Each order named once. */
  save(orders: readonly OrderVersion[]): Promise<void>;
  /** False when the adjustment was known. */
  addAdjustment(orderId: OrderId, adjustment: OrderChange): Promise<boolean>;
  markDeleted(orderId: OrderId, at: Instant): Promise<void>;
  /** Gives `to` all orders of `from`. */
  rekeyCustomer(from: CustomerId, to: CustomerId): Promise<void>;
}

/** An item of a decision, as the ledger holds it. */
export interface LedgerItem {
  readonly decisionId: string;
  readonly checkoutToken: string | null;
  readonly itemKey: string;
  readonly campaignId: string;
  readonly variantId: VariantId | null;
  /** Whether its acceptance was reported, and not undone. */
  readonly isAccepted: boolean;
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
  replace(
    order: Pick<OrderRecord, 'id' | 'currency' | 'processedAt'>,
    discounts: readonly GivenDiscount[],
  ): Promise<void>;
}

export interface OrderConversions {
  readonly order: Pick<OrderRecord, 'id' | 'currency' | 'processedAt'>;
  readonly rows: readonly ConversionRow[];
}

export interface ConversionStore {
  /** Items of the named decisions, and of those of the checkouts. */
  findItems(
    decisionIds: readonly string[],
    checkoutTokens: readonly string[],
  ): Promise<readonly LedgerItem[]>;
  /** Replaces the conversions of each order, named once. */
  replace(orders: readonly OrderConversions[]): Promise<void>;
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

/** How a cart or a checkout ended. */
export interface CartCompletion {
  readonly checkout: string | null;
  readonly cart: string | null;
  readonly at: Instant;
  /** The customer of the order that closed it. */
  readonly owner: CustomerId | null;
}

export interface OpenCartStore {
  /** Takes the locks of carts' or checkouts' tokens until the transaction ends. */
  lock(tokens: readonly string[]): Promise<void>;
  /** Stores unless newer news is there; a completed cart stays completed. */
  save(cart: StoredCart): Promise<void>;
  /**
   * Takes the carts' locks and closes the carts and the checkouts, also those that are not known yet: their own late news then opens
   * nothing. Gives whose they were.
   */
  complete(completions: readonly CartCompletion[]): Promise<readonly CustomerId[]>;
  /** Has the customers' open carts looked at again: what is in them may have been ordered otherwise. */
  lookAgain(customers: readonly CustomerId[]): Promise<void>;
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
