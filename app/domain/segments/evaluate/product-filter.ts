import { gid } from '../../kernel/ids.ts';
import type { Filter } from '../ast.ts';
import type { ProductTraits, RuleContext } from '../segment.ts';

/** Whether a product, by its gid, is one that a filter names: as it is now, not as it was when it was bought. */
export function productTest(
  filter: Filter,
  context: Pick<RuleContext, 'findProduct'>,
): (productId: string) => boolean {
  if (filter.dimension === 'product') {
    const wanted = new Set(filter.values.map(productIdOf));
    return (productId) => wanted.has(productId);
  }
  const wanted = new Set(filter.values);
  return (productId) => {
    const traits = context.findProduct(productId);
    return traits !== null && traitsOf(traits, filter).some((trait) => wanted.has(trait));
  };
}

/** A product may be named by its gid or by the number at its end. */
export function productIdOf(value: string): string {
  return value.startsWith('gid://') ? value : gid('Product', value);
}

function traitsOf(traits: ProductTraits, { dimension }: Filter): readonly string[] {
  switch (dimension) {
    case 'type':
      return [traits.type];
    case 'vendor':
      return [traits.vendor];
    case 'tag':
      return traits.tags;
    case 'collection':
      return traits.collections;
    default:
      return [];
  }
}
