import type { Catalog } from './catalog.ts';
import { secondsOf, type ShopReturn, type ShopView } from './shop-events.ts';

/** An older look says nothing of what is wanted now. */
export const VIEW_SECONDS = 30 * 86_400;
/** Views and returns kept of one customer, newest. */
const KEPT = 100;

/** What is known of customers besides their orders. */
export interface ShopperSignals {
  readonly views: Map<string, { product: number; time: number }[]>;
  readonly returns: Map<string, { product: number; time: number }[]>;
}

export function createShopperSignals(): ShopperSignals {
  return { views: new Map(), returns: new Map() };
}

/** Remembers a look at a known product; a guest's has nobody to be remembered for. */
export function recordView({ views }: ShopperSignals, catalog: Catalog, view: ShopView): void {
  const product = catalog.indexOf.get(view.sku);
  if (product !== undefined && view.customer)
    remember(views, view.customer, { product, time: secondsOf(view.time) });
}

/** Counts the products that came back by product, and remembers them for the customer. */
export function recordReturn(
  { returns }: ShopperSignals,
  catalog: Catalog,
  returned: Uint32Array,
  { customer, time, items }: ShopReturn,
): void {
  const at = secondsOf(time);
  const skus = new Set(items.map((line) => (typeof line === 'string' ? line : line.sku)));
  for (const sku of skus) {
    const product = catalog.indexOf.get(sku);
    if (product === undefined) continue;
    returned[product] = (returned[product] ?? 0) + 1;
    if (customer) remember(returns, customer, { product, time: at });
  }
}

function remember(
  kept: Map<string, { product: number; time: number }[]>,
  customer: string,
  seen: { product: number; time: number },
): void {
  const list = kept.get(customer);
  if (list === undefined) kept.set(customer, [seen]);
  else if (list.push(seen) > 2 * KEPT) list.splice(0, list.length - KEPT);
}

/** How often the customer looked at each product in the 30 days before `now`. */
export function viewsOf(
  { views }: ShopperSignals,
  customer: string,
  now: number,
): ReadonlyMap<number, number> {
  return tally(views.get(customer), now - VIEW_SECONDS, now);
}

/** How often each product came back from the customer before `now`. */
export function returnsOf(
  { returns }: ShopperSignals,
  customer: string,
  now: number,
): ReadonlyMap<number, number> {
  return tally(returns.get(customer), Number.NEGATIVE_INFINITY, now);
}

function tally(
  list: readonly { product: number; time: number }[] | undefined,
  since: number,
  now: number,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { product, time } of list ?? [])
    if (time >= since && time < now) counts.set(product, (counts.get(product) ?? 0) + 1);
  return counts;
}
