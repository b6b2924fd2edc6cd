import { legacyId } from '../../kernel/ids.ts';
import type { ProductSource } from '../campaign.ts';

/** Whether what is on a list, and in which order, depends on what is in the cart. */
export const goesByCart = (list: string): boolean =>
  list === 'best' || list === 'complements' || list.startsWith(COLLECTION);

/** Whether it depends on what a customer bought before. */
export const goesByHistory = (list: string): boolean =>
  list === 'best' || list === 'due-again' || list.startsWith(COLLECTION);

/** Whether a wishlist moves it: other strategies narrow what the model is asked. */
export const goesByWishes = (list: string): boolean => list === 'best' || list.startsWith(COLLECTION);

const COLLECTION = 'collection ';

/** Of the list of what a customer buys again and again: it stands in their own payload. */
export const USUAL_LIST = 'usual';

/** The name of the list of a source's suggestions: sources of one name suggest the same. */
export function listName(source: ProductSource): string {
  switch (source.kind) {
    case 'recommended':
      return source.strategy;
    case 'collection':
      return COLLECTION + source.title;
    case 'usual':
      return USUAL_LIST;
    case 'products':
      return `products ${source.productIds.map(legacyId).join(' ')}`;
  }
}
