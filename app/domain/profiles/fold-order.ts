import type { OrderLine, OrderRecord } from './order-record.ts';
import type { Profile, Purchase, PurchaseLine } from './profile.ts';

/**
 * The profile with this order in it, keyed by order id. A cancelled or test order takes the purchase out; a refund lowers
 * `netMinor` and leaves the time alone. The order's own cart and checkout are no longer open.
 *
 * Call it with the newest version of an order only (the store compares `updatedAt`). Then any order of arrival and any
 * repetition give the same profile.
 */
export function foldOrder(profile: Profile, order: OrderRecord): Profile {
  const others = profile.purchases.filter((purchase) => purchase.orderId !== order.id);
  const isPurchase = order.cancelledAt === null && !order.test;
  return {
    ...profile,
    purchases: isPurchase ? sortPurchases([...others, purchaseOf(order)]) : others,
    openCarts: profile.openCarts.filter(
      ({ token }) => token !== order.checkoutToken && token !== order.cartToken,
    ),
  };
}

/** By time, then order id: the order in which a profile keeps them. */
export function sortPurchases(purchases: readonly Purchase[]): readonly Purchase[] {
  return [...purchases].sort((a, b) => a.at - b.at || (a.orderId < b.orderId ? -1 : 1));
}

/** Refunds above the subtotal (of tax or shipping) leave 0, never less: what was spent on goods cannot be negative. */
function purchaseOf(order: OrderRecord): Purchase {
  return {
    orderId: order.id,
    at: order.processedAt,
    netMinor: Math.max(0, order.subtotalMinor - order.refundedMinor),
    grossMinor: order.subtotalMinor,
    lines: order.lines.flatMap((line) => purchaseLineOf(line) ?? []),
  };
}

/** Custom lines, lines of deleted products and lines wholly returned say nothing about taste. */
function purchaseLineOf(line: OrderLine): PurchaseLine | null {
  const { productId, variantId, currentQuantity, unitPriceMinor } = line;
  if (productId === null || variantId === null || currentQuantity <= 0) return null;
  return { productId, variantId, quantity: currentQuantity, unitPriceMinor };
}
