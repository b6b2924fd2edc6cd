import type { ShopProduct } from './shop-events.ts';

/** Products as numbers. Those of the catalog come first, by sku; skus that only orders know follow as they are seen. */
export interface Catalog {
  readonly skus: string[];
  readonly indexOf: Map<string, number>;
  /** By number; undefined beyond the catalog. */
  readonly products: readonly ShopProduct[];
  /**
   * Numbers below it may be offered: the whole catalog. A shop that gave no catalog offers whatever it sold, and this is
   * infinite.
   */
  readonly offerable: number;
}

/** A sku given twice counts once, as first given. */
export function createCatalog(products: readonly ShopProduct[]): Catalog {
  const bySku = new Map<string, ShopProduct>();
  for (const product of products) if (!bySku.has(product.sku)) bySku.set(product.sku, product);
  const sorted = [...bySku.values()].sort((a, b) => (a.sku < b.sku ? -1 : 1));
  const skus = sorted.map(({ sku }) => sku);
  return {
    skus,
    indexOf: new Map(skus.map((sku, index) => [sku, index])),
    products: sorted,
    offerable: sorted.length === 0 ? Number.POSITIVE_INFINITY : sorted.length,
  };
}

/** The product's number; a sku never seen gets the next one. */
export function numberOf({ skus, indexOf }: Catalog, sku: string): number {
  const known = indexOf.get(sku);
  if (known !== undefined) return known;
  indexOf.set(sku, skus.length);
  skus.push(sku);
  return skus.length - 1;
}

/** The product's number, or null for a sku never seen. */
export function numberOrNull({ indexOf }: Catalog, sku: string): number | null {
  return indexOf.get(sku) ?? null;
}
