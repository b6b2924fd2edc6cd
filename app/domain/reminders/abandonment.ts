import type { Instant } from '../kernel/instant.ts';
import type { CustomerId, OrderId, ProductId, VariantId } from '../kernel/ids.ts';

export interface LeftLine {
  readonly variantId: VariantId;
  readonly productId: ProductId | null;
  readonly quantity: number;
}

/** A cart with the checkouts that were begun of it, as they are stored. */
export interface CartRecord {
  readonly cartToken: string;
  /** The last one named; null where nobody was. */
  readonly customerId: CustomerId | null;
  /** The last change, in the cart or in a checkout of it. */
  readonly changedAt: Instant;
  /** When the cart or a checkout of it was ordered or deleted. */
  readonly closedAt: Instant | null;
  /** How far the shopper went. */
  readonly reached: 'cart' | 'checkout';
  /** What is in it after the last change; nothing where it was emptied. */
  readonly lines: readonly LeftLine[];
  /** In the shop's currency. */
  readonly valueMinor: number | null;
  /**
   * The first order that holds what is in it: one of this cart or of a checkout of it, or, placed at or after the last change, one
   * of the same customer with every variant of the cart.
   */
  readonly order: { readonly id: OrderId; readonly at: Instant } | null;
}

/** Left at `abandonedAt`; ordered after that where `order` says so. */
export interface Abandonment {
  readonly kind: 'abandoned';
  readonly abandonedAt: Instant;
  readonly order: CartRecord['order'];
}

export type CartVerdict =
  | Abandonment
  /** Not yet: it will be at `at`, unless something happens. */
  | { readonly kind: 'open'; readonly at: Instant }
  /** Ordered, deleted or emptied in time: it never will be, unless it is changed again. */
  | { readonly kind: 'closed' };

/**
 * Whether a cart is abandoned at `now`: exactly when, with something in it, `waitSeconds` have passed since its last change without an
 * order and without its end. What happens in the last second itself comes too late, as with the fact carts.abandoned_count.
 */
export function judgeCart(cart: CartRecord, waitSeconds: number, now: Instant): CartVerdict {
  const abandonedAt = cart.changedAt + waitSeconds;
  const endedAt = Math.min(cart.order?.at ?? Infinity, cart.closedAt ?? Infinity);
  if (cart.lines.length === 0 || endedAt < abandonedAt) return { kind: 'closed' };
  if (now < abandonedAt) return { kind: 'open', at: abandonedAt };
  return { kind: 'abandoned', abandonedAt, order: cart.order };
}
