import { rateOf } from './markets.ts';
import type { Order, OrderLine, Refund } from './shop.ts';

/** Sums of an order in one currency, minor units. `current` is after refunds. */
export interface OrderTotals {
  /** Lines before discounts. */
  readonly itemsMinor: number;
  readonly discountMinor: number;
  /** Lines after discounts. */
  readonly subtotalMinor: number;
  readonly currentSubtotalMinor: number;
  /** Before discounts. */
  readonly shippingMinor: number;
  readonly totalMinor: number;
  readonly currentTotalMinor: number;
  readonly refundedMinor: number;
}

export type MoneySide = 'shop' | 'presentment';

/** Sums of the order in the shop's or the buyer's currency. A cancelled order is refunded in full, delivery included. */
export function totalsOf(order: Order, side: MoneySide = 'shop'): OrderTotals {
  let itemsMinor = 0;
  let subtotalMinor = 0;
  let currentSubtotalMinor = 0;
  for (const line of order.lines) {
    itemsMinor += unitMinorOf(line, side) * line.quantity;
    subtotalMinor += paidMinorOf(line, line.quantity, side);
    currentSubtotalMinor += paidMinorOf(line, line.currentQuantity, side);
  }
  const shippingMinor = side === 'shop' ? order.shippingMinor : order.presentmentShippingMinor;
  const paidShipping = shippingMinor - shippingDiscountMinorOf(order, side);
  const currentShipping = order.cancelledAt === null ? paidShipping : 0;
  const totalMinor = subtotalMinor + paidShipping;
  const currentTotalMinor = currentSubtotalMinor + currentShipping;
  return {
    itemsMinor,
    discountMinor: itemsMinor - subtotalMinor + shippingMinor - paidShipping,
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
  return refund.lines.reduce((sum, part) => sum + paidMinorOf(part.line, part.quantity, side), 0);
}

/** What was paid for so many units of a line, its discount spread over all of them. */
export function paidMinorOf(line: OrderLine, quantity: number, side: MoneySide): number {
  const discount = lineDiscountMinorOf(line, side);
  return unitMinorOf(line, side) * quantity - Math.round((discount * quantity) / line.quantity);
}

export function lineDiscountMinorOf({ discount }: OrderLine, side: MoneySide): number {
  return (side === 'shop' ? discount?.minor : discount?.presentmentMinor) ?? 0;
}

export function shippingDiscountMinorOf(
  { discounts = [], presentmentCurrency }: Order,
  side: MoneySide,
): number {
  const presentmentMinor = discounts.reduce(
    (sum, { kind, amountMinor }) => sum + (kind === 'shipping' ? amountMinor : 0),
    0,
  );
  return side === 'shop' ? Math.round(presentmentMinor / rateOf(presentmentCurrency)) : presentmentMinor;
}

function unitMinorOf(line: OrderLine, side: MoneySide): number {
  return side === 'shop' ? line.unitPriceMinor : line.presentmentUnitPriceMinor;
}

export type FinancialStatus = 'PAID' | 'PARTIALLY_REFUNDED' | 'REFUNDED';

/** Every order of the sandbox is paid at once; refunds alone change that. */
export function financialStatusOf(order: Order): FinancialStatus {
  const { totalMinor, currentTotalMinor } = totalsOf(order);
  if (order.refunds.length === 0 && order.cancelledAt === null) return 'PAID';
  return currentTotalMinor === 0 && totalMinor > 0 ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
}
