import type { Catalog } from '../history/catalog.ts';
import { NONE, type OrderLog } from '../history/order-log.ts';
import { addBought, beginOrder, isHistoryFull } from './shopper-history.ts';
import type { Workspace } from './workspace.ts';

/** An earlier order of a shopper. */
export interface PastOrder {
  /** Seconds since 1970. */
  readonly time: number;
  /** A sku named twice counts once. */
  readonly skus: readonly string[];
}

/** Reads a customer's orders from the log, from order number `order` back, those before `now` (seconds). */
export function feedFromLog(work: Workspace, log: OrderLog, order: number, now: number): void {
  const { offsets, items, times, previous } = log;
  const { history, candidates, inCart } = work;
  const products = inCart.length;
  for (let at = order; at !== NONE && !isHistoryFull(history); at = previous.values[at] ?? NONE) {
    const time = times.values[at] ?? 0;
    if (time >= now) continue;
    const start = offsets.values[at] ?? 0;
    const end = offsets.values[at + 1] ?? 0;
    let shared = 0;
    for (let line = start; line < end; line++) shared += inCart[items.values[line] ?? 0] ?? 0;
    beginOrder(history, now - time, end - start, shared);
    for (let line = start; line < end; line++) {
      const product = items.values[line] ?? 0;
      if (product < products) addBought(history, candidates, product);
    }
  }
}

/** Reads orders given with the question, oldest first, those before `now` (seconds). Unknown skus are left out. */
export function feedFromOrders(
  work: Workspace,
  catalog: Catalog,
  orders: readonly PastOrder[],
  now: number,
): void {
  const { history, candidates, inCart } = work;
  for (let at = orders.length - 1; at >= 0 && !isHistoryFull(history); at--) {
    const order = orders[at];
    if (order === undefined || order.time >= now) continue;
    const products = new Set<number>();
    let shared = 0;
    for (const sku of order.skus) {
      const product = catalog.indexOf.get(sku) ?? NONE;
      if (product >= inCart.length || products.has(product)) continue;
      products.add(product);
      shared += inCart[product] ?? 0;
    }
    beginOrder(history, now - order.time, Math.max(1, products.size), shared);
    for (const product of products) addBought(history, candidates, product);
  }
}
