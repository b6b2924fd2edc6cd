import type { ProductId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { WISHLIST_FIELD } from '../profiles/connected.ts';
import type { Situation } from './situation.ts';

/** The products on the shopper's wishlist, and until when it may be used; none where it has lapsed or was not agreed to. */
export function wishlistOf({ profile: { attributes }, question: { now } }: Situation): {
  readonly products: readonly ProductId[];
  readonly until: Instant;
} {
  const { wishlist = [], connected } = attributes;
  const until = connected?.[WISHLIST_FIELD]?.until ?? -Infinity;
  return wishlist.length > 0 && until > now
    ? { products: wishlist, until }
    : { products: [], until: Infinity };
}
