import { isGid, type ProductId } from '../../kernel/ids.ts';
import { WISHLIST_FIELD } from '../../profiles/connected.ts';
import type { ReadFields } from './read-fields.ts';
import { parsedJson, type TypedText } from './typed-text.ts';

/**
 * Reads a wishlist out of a customer's metafield: JSON that lists the ids of products, each taken once. Anything else is unfit as a whole,
 * since a list that is read in part would say that the rest is not on it. The number of products stands among the values.
 */
export function readWishlist({ type, value }: TypedText): ReadFields {
  const wishlist = type === 'list.product_reference' ? productIds(value) : null;
  if (wishlist === null) return { values: {}, claims: {}, unfit: [WISHLIST_FIELD] };
  return { values: { [WISHLIST_FIELD]: wishlist.length }, claims: {}, unfit: [], wishlist };
}

function productIds(text: string): readonly ProductId[] | null {
  const listed = parsedJson(text);
  if (!Array.isArray(listed)) return null;
  const ids = [...new Set<unknown>(listed)];
  return ids.every(isProductId) ? ids : null;
}

const isProductId = (id: unknown): id is ProductId => typeof id === 'string' && isGid('Product', id);
