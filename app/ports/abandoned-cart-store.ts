import type { AbandonedCart } from '#app/domain/reminders/abandoned-cart.ts';
import type { CartRecord } from '#app/domain/reminders/abandonment.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

export interface CartLook {
  /** What to store; null = nothing. */
  readonly cart: AbandonedCart | null;
  /** When to look at the cart again if nothing happens before; null = not. */
  readonly lookAt: Instant | null;
}

export interface AbandonedCartStore {
  /**
   * Looks at carts that changed since they were looked at, or whose second has come, at most `limit`, and stores what `look` says, in
   * one transaction: a change meanwhile brings the cart back. Gives how many there were.
   */
  lookAtDue(
    shopId: ShopId,
    now: Instant,
    limit: number,
    look: (cart: CartRecord, known: AbandonedCart | null) => CartLook,
  ): Promise<number>;
  /** The first instant at which a cart of the shop must be looked at; null = none. */
  nextLook(shopId: ShopId): Promise<Instant | null>;
}
