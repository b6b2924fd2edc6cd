import { isGid } from '../kernel/ids.ts';
import type { TitleOf } from '../recommendations/ranking/explain.ts';
import type { Catalog } from './catalog.ts';

/** The titles of a shop's products by their ids; null for anything that is none. */
export function titlesIn({ products }: Pick<Catalog, 'products'>): TitleOf {
  return (id) => (isGid('Product', id) ? (products.get(id)?.title ?? null) : null);
}
