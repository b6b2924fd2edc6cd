import { applyEntry } from './apply-entry.ts';
import { createCarts } from './carts.ts';
import { createCatalogDesk } from './catalog-desk.ts';
import { pricedLines, type DiscountsFor } from './checkout-totals.ts';
import { createCheckouts, type ShopWriter } from './checkouts.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { MARKETS, marketOf, priceFor } from './markets.ts';
import { createOrderDesk } from './order-desk.ts';
import { createReleases } from './releases.ts';
import type { ShopData } from './shop-data.ts';
import { createState } from './shop-state.ts';
import type { Identity, Shop, ShopEvent } from './shop.ts';
import { createTagDesk } from './tag-desk.ts';

export const IDENTITY: Identity = {
  id: 65_000_000_001,
  name: 'Attune Demo Shop',
  domain: 'attune-demo.myshopify.com',
  handle: 'attune-demo',
  email: 'hello@attune-demo.example.com',
  currency: 'GBP',
  country: 'GB',
  timeZone: 'Europe/London',
};

/**
 * The living shop: the data, then what the journal says happened since. `now` answers whole seconds. Discounts are those of its
 * functions; none without them.
 */
export function createShop(
  data: ShopData,
  journal: Journal,
  now: () => number,
  discountsFor: DiscountsFor = () => [],
): Shop {
  const state = createState(data);
  for (const entry of journal.readAll()) applyEntry(state, entry);
  const listeners = new Set<(event: ShopEvent) => void>();
  const writer: ShopWriter = {
    now,
    write: (entry: JournalEntry) => {
      applyEntry(state, entry);
      journal.append(entry);
    },
    discountsFor,
    tell: (event) => listeners.forEach((listener) => listener(event)),
  };
  const checkouts = createCheckouts(state, writer);
  return {
    identity: IDENTITY,
    markets: MARKETS,
    products: state.products,
    customers: state.customers,
    orders: state.orders,
    returns: data.returns,
    carts: createCarts(state, checkouts, writer),
    checkouts,
    productOf: (variantId) => state.productByVariant.get(variantId),
    product: (id) => state.productById.get(id),
    customer: (id) => state.customerById.get(id),
    order: (id) => state.orderById.get(id),
    refund: (id) => state.refundById.get(id),
    marketOf,
    priceFor,
    pricedLines: (cart) => pricedLines(state, cart),
    ...createOrderDesk(state, writer),
    ...createTagDesk(writer),
    ...createReleases(data, writer),
    ...createCatalogDesk(writer),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
