import { gid } from '#sandbox/shop/gid.ts';
import type { Customer, Product } from '#sandbox/shop/shop.ts';
import type { Metafield } from './metafields.ts';

const NAMESPACE = 'custom';
const KEY = 'wishlist';
/** One customer in so many has a wishlist, of at most so many products. */
const ONE_IN = 3;
const MOST = 4;

export const isWishlist = (namespace: unknown, key: unknown): boolean =>
  namespace === NAMESPACE && key === KEY;

/** What a wishlist app would have written of a customer: the same each time, drawn by their number. */
export function wishlistOf(customer: Customer, products: readonly Product[]): Metafield | null {
  if (customer.id % ONE_IN !== 0 || products.length === 0) return null;
  const drawn = Array.from({ length: 1 + (customer.id % MOST) }, (_, place) => {
    const product = products[(customer.id * 31 + place * 7) % products.length];
    return product ? [gid('Product', product.id)] : [];
  });
  return {
    id: customer.id,
    ownerId: gid('Customer', customer.id),
    namespace: NAMESPACE,
    key: KEY,
    type: 'list.product_reference',
    value: JSON.stringify([...new Set(drawn.flat())]),
    createdAt: customer.createdAt,
    updatedAt: customer.createdAt,
  };
}
