import type { WishlistSource } from '#app/domain/quality/connections/connection.ts';
import { readWishlist } from '#app/domain/quality/connections/read-wishlist.ts';
import type { ConnectionSubject, ConnectorAnswer } from '#app/ports/connector.ts';

/** Asks Shopify for the metafield that holds a customer's wishlist. */
export async function askWishlist(
  source: WishlistSource,
  subject: Pick<ConnectionSubject, 'metafield'>,
): Promise<ConnectorAnswer> {
  const metafield = await subject.metafield(source);
  return metafield === null ? { kind: 'unknown' } : { kind: 'told', ...readWishlist(metafield) };
}
