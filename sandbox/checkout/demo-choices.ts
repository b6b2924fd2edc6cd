import { gid } from '#sandbox/shop/gid.ts';
import type { Product, Shop } from '#sandbox/shop/shop.ts';

const popularByShop = new WeakMap<Shop, readonly Product[]>();

/** Products by the number of orders they are in, most first. Counted once a shop. */
function popularProducts(shop: Shop): readonly Product[] {
  const known = popularByShop.get(shop);
  if (known !== undefined) return known;
  const counts = new Map<Product, number>();
  for (const order of shop.orders) {
    for (const { product } of order.lines) counts.set(product, (counts.get(product) ?? 0) + 1);
  }
  const popular = [...counts].sort((a, b) => b[1] - a[1] || a[0].id - b[0].id).map(([product]) => product);
  popularByShop.set(shop, popular);
  return popular;
}

/** Two much-bought products that are in stock and cost something worth looking at. */
export function chooseDemoCart(shop: Shop): { variantId: number; quantity: number }[] {
  const candidates = [...popularProducts(shop), ...shop.products];
  const [first, second] = candidates.filter(
    ({ inventory, priceMinor }) => inventory >= 4 && priceMinor >= 150,
  );
  if (first === undefined) throw new Error('The shop has no product in stock.');
  const lines = [{ variantId: first.variantId, quantity: 2 }];
  return second === undefined || second === first
    ? lines
    : [...lines, { variantId: second.variantId, quantity: 1 }];
}

const TIERS = ['Gold', 'Silver', 'Bronze'];

/** For each tier, and for none, the customer who ordered last: enough to try every kind of shopper. */
export function listDemoCustomers(shop: Shop): { id: string; label: string }[] {
  return [...TIERS, null].flatMap((tier) => {
    const fitting = shop.customers.filter(({ heldBack, orders, tags }) => {
      const own = tags.find((tag) => TIERS.includes(tag)) ?? null;
      return !heldBack && orders.length > 0 && own === tier;
    });
    const latest = fitting.reduce<(typeof fitting)[number] | null>(
      (best, customer) => (best === null || lastOrderAt(customer) > lastOrderAt(best) ? customer : best),
      null,
    );
    if (latest === null) return [];
    const label = `${latest.firstName} ${latest.lastName}, ${tier ?? 'no tier'}, ${latest.orders.length} orders`;
    return [{ id: gid('Customer', latest.id), label }];
  });
}

function lastOrderAt({ orders }: { orders: readonly { createdAt: number }[] }): number {
  return orders[orders.length - 1]?.createdAt ?? 0;
}
