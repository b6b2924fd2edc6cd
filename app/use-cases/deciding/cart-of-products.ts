import type { Catalog } from '#app/domain/campaigns/catalog.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';

/** A cart as a query has it: the first variant of each product that the catalog holds; undefined without any. */
export function cartOfProducts({ products }: Catalog, productIds: readonly string[]): string | undefined {
  const variants = productIds.flatMap((id) => products.get(id as ProductId)?.variants[0]?.id ?? []);
  return variants.length === 0 ? undefined : variants.join(',');
}
