import type { Order, Refund } from './shop.ts';

/** Sums of an order in one currency, minor units. `current` is after refunds. */
export interface OrderTotals {
  readonly subtotalMinor: number;
  readonly currentSubtotalMinor: number;
  readonly shippingMinor: number;
  readonly totalMinor: number;
  readonly currentTotalMinor: number;
  readonly refundedMinor: number;
}

export type MoneySide = 'shop' | 'presentment';

/** Sums of the order in the shop's or the buyer's currency. A cancelled order is refunded in full, delivery included. */
export function totalsOf(order: Order, side: MoneySide = 'shop'): OrderTotals {
  let subtotalMinor = 0;
  let currentSubtotalMinor = 0;
  for (const line of order.lines) {
    const unit = side === 'shop' ? line.unitPriceMinor : line.presentmentUnitPriceMinor;
    subtotalMinor += unit * line.quantity;
    currentSubtotalMinor += unit * line.currentQuantity;
  }
  const shippingMinor = side === 'shop' ? order.shippingMinor : order.presentmentShippingMinor;
  const currentShipping = order.cancelledAt === null ? shippingMinor : 0;
  const totalMinor = subtotalMinor + shippingMinor;
  const currentTotalMinor = currentSubtotalMinor + currentShipping;
  return {
    subtotalMinor,
    currentSubtotalMinor,
    shippingMinor,
    totalMinor,
    currentTotalMinor,
    refundedMinor: totalMinor - currentTotalMinor,
  };
}

/** What a refund's lines are worth. */
export function refundedMinorOf(refund: Refund, side: MoneySide = 'shop'): number {
  return refund.lines.reduce((sum, part) => {
    const unit = side === 'shop' ? part.line.unitPriceMinor : part.line.presentmentUnitPriceMinor;
    return sum + unit * part.quantity;
  }, 0);
}

export type FinancialStatus = 'PAID' | 'PARTIALLY_REFUNDED' | 'REFUNDED';

/** Every order of the sandbox is paid at once; refunds alone change that. */
export function financialStatusOf(order: Order): FinancialStatus {
  const { totalMinor, currentTotalMinor } = totalsOf(order);
  if (order.refunds.length === 0 && order.cancelledAt === null) return 'PAID';
  return currentTotalMinor === 0 && totalMinor > 0 ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
}
