import { legacyId } from '../../kernel/ids.ts';
import type { ProductSource } from '../campaign.ts';

/** Whether a list's order depends on what is in the cart. */
export const goesByCart = (list: string): boolean => list !== 'popular' && list !== 'due-again';

/** Whether a wishlist moves it: other strategies narrow what the model is asked. */
export const goesByWishes = (list: string): boolean => list === 'best' || list.startsWith('collection ');

/** The name of the list of a source's suggestions: sources of one name suggest the same. Null where they are not about products of the cart. */
export function listName(source: ProductSource): string | null {
  switch (source.kind) {
    case 'recommended':
      return source.strategy;
    case 'collection':
      return `collection ${source.title}`;
    case 'usual':
      return null;
    case 'products':
      return `products ${source.productIds.map(legacyId).join(' ')}`;
  }
}
