import { gid } from '#sandbox/shop/gid.ts';
import { decimal } from '#sandbox/shop/money.ts';
import type { Customer, Order, Product, Shop } from '#sandbox/shop/shop.ts';
import { isoOf } from '#sandbox/shop/time.ts';
import { totalsOf } from '#sandbox/shop/totals.ts';

export function orderSummary(order: Order): Record<string, unknown> {
  return {
    id: gid('Order', order.id),
    name: `#${order.number}`,
    customerId: order.customer ? gid('Customer', order.customer.id) : null,
    createdAt: isoOf(order.createdAt),
    total: decimal(totalsOf(order).totalMinor),
    presentmentTotal: decimal(totalsOf(order, 'presentment').totalMinor),
    presentmentCurrency: order.presentmentCurrency,
    checkoutToken: order.checkoutToken,
    lines: order.lines.map((line) => ({
      id: line.id,
      variantId: gid('ProductVariant', line.product.variantId),
      title: line.product.title,
      quantity: line.quantity,
      currentQuantity: line.currentQuantity,
      attributes: line.attributes,
    })),
    refunds: order.refunds.length,
    cancelled: order.cancelledAt !== null,
    heldBack: order.heldBack,
  };
}

export function productSummary(product: Product): Record<string, unknown> {
  return {
    id: gid('Product', product.id),
    variantId: gid('ProductVariant', product.variantId),
    title: product.title,
    sku: product.sku,
    productType: product.productType,
    price: decimal(product.priceMinor),
    inventory: product.inventory,
  };
}

/** A customer without name and address: enough to choose one for a demo. */
function customerSummary(customer: Customer, since: number): Record<string, unknown> {
  const recent = customer.orders.filter((order) => order.createdAt >= since);
  const spent = (orders: readonly Order[]) =>
    decimal(orders.reduce((sum, order) => sum + totalsOf(order).currentTotalMinor, 0));
  const last = customer.orders.at(-1);
  return {
    id: gid('Customer', customer.id),
    firstName: customer.firstName,
    tags: customer.tags,
    country: customer.countryCode,
    orders: customer.orders.length,
    spent: spent(customer.orders),
    recentOrders: recent.length,
    recentSpent: spent(recent),
    lastOrderAt: last ? isoOf(last.createdAt) : null,
    lastOrderLines: last ? last.lines.length : 0,
  };
}

export interface CustomerFilter {
  /** A tag, e.g. `Gold`. */
  readonly tier?: string;
  readonly country?: string;
  /** Recent means this many days. */
  readonly days: number;
  readonly limit: number;
}

/** Released customers of a tier, those who spent most in the recent days first. */
export function listCustomers(shop: Shop, filter: CustomerFilter, now: number): Record<string, unknown>[] {
  const since = now - filter.days * 86_400;
  const worth = (customer: Customer): number =>
    customer.orders.reduce(
      (sum, order) => (order.createdAt >= since ? sum + totalsOf(order).currentTotalMinor : sum),
      0,
    );
  return shop.customers
    .filter((customer) => !customer.heldBack && (!filter.tier || customer.tags.includes(filter.tier)))
    .filter((customer) => !filter.country || customer.countryCode === filter.country)
    .map((customer) => ({ customer, spentMinor: worth(customer) }))
    .sort((a, b) => b.spentMinor - a.spentMinor || a.customer.id - b.customer.id)
    .slice(0, filter.limit)
    .map(({ customer }) => customerSummary(customer, since));
}
