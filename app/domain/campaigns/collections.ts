import type { ProductId } from '../kernel/ids.ts';
import type { Catalog } from './catalog.ts';

/** A catalog never changes, so each is looked through once. */
const known = new WeakMap<Catalog, ReadonlyMap<string, readonly ProductId[]>>();

/** Products of the collection with this title, in the order of the catalog; none where there is no such collection. */
export function productsOfCollection(catalog: Catalog, title: string): readonly ProductId[] {
  let collections = known.get(catalog);
  if (!collections) known.set(catalog, (collections = collectionsOf(catalog)));
  return collections.get(title) ?? [];
}

function collectionsOf({ products }: Catalog): ReadonlyMap<string, readonly ProductId[]> {
  const collections = new Map<string, ProductId[]>();
  for (const { id, collections: titles } of products.values())
    for (const title of titles) {
      const members = collections.get(title);
      if (members) members.push(id);
      else collections.set(title, [id]);
    }
  return collections;
}
