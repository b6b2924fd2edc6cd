import { append, growingFloat64, growingUint32, type Growing } from './growing.ts';
import { numberOf, type Catalog } from './catalog.ts';
import { secondsOf, skuOf, type ShopOrder } from './shop-events.ts';

/** Stands for no order, no customer, no country. */
export const NONE = 0xffffffff;

/** Every order the shop told of, as flat arrays, in the order told. About 4 bytes a line and 24 an order. */
export interface OrderLog {
  /** Items of order o are `items[offsets[o]]` up to `offsets[o + 1]`: product numbers, each once. */
  readonly offsets: Growing<Uint32Array>;
  readonly items: Growing<Uint32Array>;
  /** Seconds since 1970. */
  readonly times: Growing<Float64Array>;
  readonly customers: Growing<Uint32Array>;
  readonly countries: Growing<Uint32Array>;
  /** The customer's order before this one, or NONE. */
  readonly previous: Growing<Uint32Array>;
  readonly customerIndex: Map<string, number>;
  /** By customer: the last order. */
  readonly lastOrders: Growing<Uint32Array>;
  readonly countryIndex: Map<string, number>;
  readonly ids: Set<string>;
  /** By product: the last unit price in an order line above 0, or 0. */
  readonly prices: Growing<Float64Array>;
}

export function createOrderLog(): OrderLog {
  const offsets = growingUint32();
  append(offsets, 0);
  return {
    offsets,
    items: growingUint32(),
    times: growingFloat64(),
    customers: growingUint32(),
    countries: growingUint32(),
    previous: growingUint32(),
    customerIndex: new Map(),
    lastOrders: growingUint32(),
    countryIndex: new Map(),
    ids: new Set(),
    prices: growingFloat64(),
  };
}

export function orderCount(log: OrderLog): number {
  return log.times.length;
}

/** Appends an order and gives its number; null for an order whose id was told before, or that holds no product. */
export function recordOrder(log: OrderLog, catalog: Catalog, order: ShopOrder): number | null {
  if (order.id !== undefined && log.ids.has(order.id)) return null;
  const time = secondsOf(order.time);
  const start = log.items.length;
  for (const line of order.items) {
    const sku = skuOf(line);
    if (sku === null) continue;
    const product = numberOf(catalog, sku);
    if (typeof line !== 'string') notePrice(log, product, line.price ?? 0);
    if (!isListed(log.items, start, product)) append(log.items, product);
  }
  if (log.items.length === start) return null;
  if (order.id !== undefined) log.ids.add(order.id);
  const number = orderCount(log);
  append(log.offsets, log.items.length);
  append(log.times, time);
  append(log.countries, order.country === undefined ? NONE : indexIn(log.countryIndex, order.country));
  noteCustomer(log, order.customer, number);
  return number;
}

function noteCustomer(log: OrderLog, name: string | null, order: number): void {
  const customer = name === null || name === '' ? NONE : indexIn(log.customerIndex, name);
  append(log.customers, customer);
  if (customer === NONE) return void append(log.previous, NONE);
  if (customer === log.lastOrders.length) append(log.lastOrders, NONE);
  append(log.previous, log.lastOrders.values[customer] ?? NONE);
  log.lastOrders.values[customer] = order;
}

function notePrice(log: OrderLog, product: number, price: number): void {
  while (log.prices.length <= product) append(log.prices, 0);
  if (price > 0) log.prices.values[product] = price;
}

/** Orders are short; the rare one of a thousand lines costs a millisecond. */
function isListed(items: Growing<Uint32Array>, start: number, product: number): boolean {
  for (let at = start; at < items.length; at++) if (items.values[at] === product) return true;
  return false;
}

function indexIn(index: Map<string, number>, name: string): number {
  const known = index.get(name);
  if (known !== undefined) return known;
  index.set(name, index.size);
  return index.size - 1;
}
