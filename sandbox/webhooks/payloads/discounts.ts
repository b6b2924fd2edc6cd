import { decimal } from '#sandbox/shop/money.ts';
import type { CheckoutDiscount, Order, OrderLine } from '#sandbox/shop/shop.ts';
import { rateOf } from '#sandbox/shop/markets.ts';
import { moneySet } from './fields.ts';

/** What functions gave an order; allocations name them by their place in this list. */
export function discountApplications({
  discounts = [],
  presentmentCurrency,
}: Order): Record<string, unknown>[] {
  const rate = rateOf(presentmentCurrency);
  return discounts.map(({ kind, percent, amountMinor, title }) => ({
    target_type: kind === 'shipping' ? 'shipping_line' : 'line_item',
    type: 'automatic',
    value: percent === null ? decimal(Math.round(amountMinor / rate)) : percent.toFixed(1),
    value_type: percent === null ? 'fixed_amount' : 'percentage',
    allocation_method: 'across',
    target_selection: kind === 'product' ? 'entitled' : 'all',
    title,
  }));
}

export function lineAllocations(order: Order, line: OrderLine): Record<string, unknown>[] {
  const place = order.lines.indexOf(line);
  return allocations(order, ({ byLine }) => byLine[place] ?? 0);
}

export function shippingAllocations(order: Order): Record<string, unknown>[] {
  return allocations(order, ({ kind, amountMinor }) => (kind === 'shipping' ? amountMinor : 0));
}

function allocations(
  { discounts = [], presentmentCurrency }: Order,
  minorOf: (discount: CheckoutDiscount) => number,
): Record<string, unknown>[] {
  const rate = rateOf(presentmentCurrency);
  return discounts.flatMap((discount, index) => {
    const presentmentMinor = minorOf(discount);
    if (presentmentMinor === 0) return [];
    const minor = Math.round(presentmentMinor / rate);
    const set = moneySet(minor, presentmentMinor, presentmentCurrency);
    return [{ amount: decimal(minor), amount_set: set, discount_application_index: index }];
  });
}
