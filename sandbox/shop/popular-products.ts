import type { Product, Shop } from './shop.ts';

const popularByShop = new WeakMap<Shop, readonly Product[]>();

/** Products by the number of orders they are in, most first. Counted once a shop. */
export function popularProducts(shop: Shop): readonly Product[] {
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
