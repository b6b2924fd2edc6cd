import type { OrderRecord } from './order-record.ts';

/**
 * The order as a profile of a shop with this currency may count it. An order of another one (placed before the shop changed
 * its currency) stays a purchase, but its amounts are 0: nothing is ever converted, and sums over two currencies mean nothing.
 */
export function inShopCurrency(order: OrderRecord, currency: string): OrderRecord {
  if (order.currency === currency) return order;
  return {
    ...order,
    subtotalMinor: 0,
    totalMinor: 0,
    refundedMinor: 0,
    lines: order.lines.map((line) => ({ ...line, unitPriceMinor: 0 })),
  };
}
