import { murmur3 } from '../../kernel/murmur3.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { ProductId } from '../../kernel/ids.ts';
import { utf8Bytes } from '../../kernel/utf8.ts';
import { canonicalText } from '../replay/canonical.ts';
import type { LocalDecided } from './decide-local.ts';
import type { Payloads } from './payload.ts';

/** What a checkout tells of its own decision, so that it can be made again: by the buyer's clock, the names of the payloads, and a hash. */
export interface ToldBasis {
  readonly at: Instant;
  readonly shop: string;
  /** Left out where the products of the cart were not ranked together. */
  readonly ranker?: string;
  /** By product of the cart. */
  readonly products: Readonly<Record<ProductId, string>>;
  /** Left out by a guest. */
  readonly customer?: string;
  /** What the Discount Function reads of the customer; left out where that is nothing. */
  readonly segments?: readonly string[];
  readonly hash: number;
}

/** Null where a payload has no name: it was written before payloads were kept. */
export function toldBasis(
  { shop, ranker, products, customer, syncedSegments }: Payloads,
  decided: readonly LocalDecided[],
  at: Instant,
): ToldBasis | null {
  const names = [...products].flatMap(([id, { name }]) => (name ? [[id, name] as const] : []));
  const others = [ranker, customer].filter((payload) => payload !== null);
  if (!shop.name || names.length < products.size || !others.every(({ name }) => name)) return null;
  return {
    at,
    shop: shop.name,
    ...(ranker?.name && { ranker: ranker.name }),
    products: Object.fromEntries(names),
    ...(customer?.name && { customer: customer.name }),
    ...(syncedSegments.length > 0 && { segments: syncedSegments }),
    hash: decidedHash(decided),
  };
}

/** MurmurHash3 of all that was decided, words and prices included: a checkout has no faster one, and none that does not wait. */
export function decidedHash(decided: readonly LocalDecided[]): number {
  return murmur3(utf8Bytes(canonicalText(decided)));
}
