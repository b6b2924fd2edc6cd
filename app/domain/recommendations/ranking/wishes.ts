import { onWishlist, type OfferReason } from './reasons.ts';

/**
 * A product on the shopper's wishlist is taken to be so many times as likely as without it. As much as two looks at it count in the weights set
 * by hand (exp(3 x 0.3 x 2) = 6.05): a wish is a look that somebody wanted to keep. It is not learned, for the reason that looks are not: a
 * past order does not say whether what was bought stood on a wishlist before.
 */
export const WISHED_TIMES_AS_LIKELY = 6;

/** Candidates by product number, each with its log odds at the same place. */
export interface Rated {
  readonly products: Uint32Array;
  readonly logOdds: Float64Array;
}

export const wishReason = (): OfferReason => onWishlist({ timesAsLikely: WISHED_TIMES_AS_LIKELY });

/**
 * The candidates with the boost for those on the wishlist; wished products that are not among them join as unlikely as the least likely one, and
 * boosted. The order of products that are not on the wishlist stays what it was.
 */
export function withWishes({ products, logOdds }: Rated, wished: ReadonlySet<number>): Rated {
  if (wished.size === 0) return { products, logOdds };
  const known = new Set(products);
  const others = [...wished].filter((product) => !known.has(product)).sort((a, b) => a - b);
  const least = logOdds.length === 0 ? 0 : logOdds.reduce((min, odds) => Math.min(min, odds), Infinity);
  const boost = Math.log(WISHED_TIMES_AS_LIKELY);
  return {
    products: Uint32Array.from([...products, ...others]),
    logOdds: Float64Array.from([
      ...logOdds.map((odds, place) => odds + (wished.has(products[place] ?? -1) ? boost : 0)),
      ...others.map(() => least + boost),
    ]),
  };
}
