import type { ProductId } from '../kernel/ids.ts';
import { shareOfMean } from '../recommendations/ranking/merchandising.ts';
import type { Catalog, CatalogProduct, CatalogVariant } from './catalog.ts';

/** What a shop earns with its products, as far as it gave unit costs. */
export interface Margins {
  /** Price less unit cost in minor units of the shop's currency, by product of known cost. */
  readonly minor: ReadonlyMap<ProductId, number>;
  /** The same as a share of the mean; empty where that is not positive. */
  readonly relative: ReadonlyMap<ProductId, number>;
}

const known = new WeakMap<Catalog, Margins>();

/** The margins of a catalog, worked out once for each catalog. Of several variants the first available one counts, else the first. */
export function marginsOf(catalog: Catalog): Margins {
  const before = known.get(catalog);
  if (before) return before;
  const entries = [...catalog.products.values()].flatMap((product) => {
    const margin = marginOf(product);
    return margin === null ? [] : [[product.id, margin] as const];
  });
  const shares = shareOfMean(entries.map(([, margin]) => margin));
  const margins = {
    minor: new Map(entries),
    relative: new Map(shares.map((share, at) => [entries[at]?.[0], share])) as Margins['relative'],
  };
  known.set(catalog, margins);
  return margins;
}

function marginOf({ variants }: CatalogProduct): number | null {
  return variantMargin(variants.find(({ available }) => available) ?? variants[0]);
}

/** Price less unit cost of a variant, in minor units of the shop's currency; null where the cost is not known. */
export function variantMargin(variant: CatalogVariant | undefined): number | null {
  if (!variant || variant.unitCostMinor === null) return null;
  return variant.price.amountMinor - variant.unitCostMinor;
}
