import type { Filter } from '../ast.ts';
import { productIdOf } from '../evaluate/product-filter.ts';
import type { Parameters } from './parameters.ts';

/** Whether the product in `column` is one that the filter names, as the catalog has it now. */
export function productIs(filter: Filter, column: string, parameters: Parameters): string {
  if (filter.dimension === 'product')
    return `${column} = ANY(${parameters.texts(filter.values.map(productIdOf))})`;
  const trait = traitIs(filter, parameters.texts(filter.values));
  return `${column} IN (SELECT id FROM product WHERE shop_id = $1 AND deleted_at IS NULL AND ${trait})`;
}

function traitIs({ dimension }: Filter, wanted: string): string {
  switch (dimension) {
    case 'type':
    case 'vendor':
      return `product.${dimension} = ANY(${wanted})`;
    case 'tag':
      return `product.tags && ${wanted}`;
    case 'collection':
      return `product.collections && ${wanted}`;
    default:
      return 'false';
  }
}
