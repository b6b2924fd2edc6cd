import type { Product } from '#sandbox/shop/shop.ts';

/** Where a product's tile is served; `origin` is the sandbox's own, e.g. `http://127.0.0.1:3100`. */
export function productImageUrl(origin: string, product: Product): string {
  return `${origin}/cdn/products/${product.id}.svg`;
}
