import type { Instant } from '../kernel/instant.ts';
import type { ProductId } from '../kernel/ids.ts';
import type { OpenCartFact, RefundFact } from './profile.ts';

/**
 * One thing a shopper did, as it is stored by a key of its source. `cart` is a change that left something in the cart,
 * `cart_emptied` one that left nothing; `checkout` is a completed one.
 */
export interface ActivityRecord {
  readonly key: string;
  readonly kind: 'view' | 'search' | 'cart' | 'cart_emptied' | 'checkout';
  readonly at: Instant;
  /** The cart it happened in. */
  readonly cartToken: string | null;
  readonly productId: ProductId | null;
  readonly query: string | null;
  /** Of a cart: what is in it after the change, in the shop's currency; null where its source does not say. */
  readonly valueMinor: number | null;
  /** Of a view: for how long its page was open; left out where nothing told. */
  readonly lastedSeconds?: number;
}

/** What is stored of one shopper beside orders and attributes. */
export interface ShopperTrace {
  readonly activity: readonly ActivityRecord[];
  /** Of orders that count as purchases. */
  readonly refunds: readonly RefundFact[];
  readonly openCarts: readonly OpenCartFact[];
  /** The device used last, where the web pixel saw one. */
  readonly device?: { readonly at: Instant; readonly deviceClass: string };
}
