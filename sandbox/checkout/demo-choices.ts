import { gid } from '#sandbox/shop/gid.ts';
import { popularProducts } from '#sandbox/shop/popular-products.ts';
import type { Shop } from '#sandbox/shop/shop.ts';

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
