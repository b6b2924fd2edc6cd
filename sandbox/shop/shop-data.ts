import { readOrders, readProductRows, readReturns, type OrderRows } from './online-retail.ts';
import { createOrders } from './orders.ts';
import { createProducts } from './products.ts';
import { matchReturns } from './returns.ts';
import type { Customer, Order, Product, Refund, ReturnsSummary } from './shop.ts';
import { tierOf, withTier, yearlySpendMinor } from './tiers.ts';
import { secondsOfLondon } from './time.ts';

export interface ShopDataOptions {
  readonly seed: number;
  /** The time the newest order of the data gets, in whole seconds. */
  readonly anchor: number;
  readonly heldBackDays: number;
  /** Only the newest N orders; all without it. */
  readonly orderLimit?: number;
}

/** The shop as the data has it, before anything happens in the sandbox. */
export interface ShopData {
  readonly products: Product[];
  readonly customers: Customer[];
  readonly orders: Order[];
  /** All refunds, oldest first; those after the cut are not in their orders yet. */
  readonly refunds: Refund[];
  readonly returns: ReturnsSummary;
}

const DAY_SECONDS = 86_400;

/** Marks what the Admin API shows at the start: everything before `cut`. */
function releaseHistory(orders: readonly Order[], refunds: readonly Refund[], cut: number): void {
  for (const order of orders) {
    if (order.createdAt >= cut) continue;
    order.heldBack = false;
    if (!order.customer) continue;
    order.customer.heldBack = false;
    order.customer.orders.push(order);
  }
  for (const refund of refunds) if (refund.createdAt < cut) applyRefund(refund);
}

/** Puts a refund into its order: quantities, time of change. */
export function applyRefund(refund: Refund): void {
  for (const part of refund.lines) part.line.currentQuantity -= part.quantity;
  refund.order.refunds.push(refund);
  refund.order.updatedAt = Math.max(refund.order.updatedAt, refund.createdAt);
}

/** Loyalty tags by spend, held-back orders counted: the demo's tiers must not move while the replay runs. */
function tagCustomers(orders: readonly Order[], refunds: readonly Refund[], anchor: number): void {
  const refundedMinor = new Map<Order, number>();
  for (const { order, lines } of refunds) {
    const worth = lines.reduce((sum, part) => sum + part.line.unitPriceMinor * part.quantity, 0);
    refundedMinor.set(order, (refundedMinor.get(order) ?? 0) + worth);
  }
  const byCustomer = Map.groupBy(orders, (order) => order.customer);
  for (const [customer, owned] of byCustomer) {
    if (!customer) continue;
    const refunded = owned.reduce((sum, order) => sum + (refundedMinor.get(order) ?? 0), 0);
    customer.tags = withTier(customer, tierOf(yearlySpendMinor(owned, anchor) - refunded));
  }
}

function touchCustomers(customers: Iterable<Customer>): void {
  for (const customer of customers) {
    customer.updatedAt = customer.orders.at(-1)?.createdAt ?? customer.createdAt;
  }
}

function newestTime(rows: readonly OrderRows[]): number {
  return rows.reduce((newest, row) => Math.max(newest, secondsOfLondon(row.time)), 0);
}

/** Builds the shop from the data; the same options give the same shop. About a second for all of it. */
export function buildShopData(options: ShopDataOptions): ShopData {
  const { seed, anchor } = options;
  const all = readOrders();
  const rows = options.orderLimit ? all.slice(-options.orderLimit) : all;
  const shift = anchor - newestTime(all);
  const products = createProducts(readProductRows(), seed, shift);
  const bySku = new Map(products.map((product) => [product.sku, product]));
  const { orders, customers } = createOrders(rows, bySku, seed, shift);
  const ownedBy = Map.groupBy(orders, (order) => order.customer);
  const ordersOf = (number: number): readonly Order[] => ownedBy.get(customers.get(number) ?? null) ?? [];
  const rowsOfReturns = readReturns();
  const { refunds, summary } = matchReturns(
    rowsOfReturns,
    (number) => (customers.has(number) ? ordersOf(number) : []),
    shift,
  );
  tagCustomers(orders, refunds, anchor);
  releaseHistory(orders, refunds, anchor - options.heldBackDays * DAY_SECONDS);
  touchCustomers(customers.values());
  return { products, customers: [...customers.values()], orders, refunds, returns: summary };
}
