import { legacyId, type ProductId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { PortableTraits } from '../../recommendations/portable/portable-model.ts';
import { rankCart } from '../../recommendations/portable/rank-cart.ts';
import { WISHED_TIMES_AS_LIKELY, wishReason } from '../../recommendations/ranking/wishes.ts';
import { goesByCart, goesByWishes } from './list-name.ts';
import type { LocalOffer, LocalSuggestion, Payloads } from './payload.ts';

export interface RankedSuggestion {
  readonly offer: LocalOffer;
  readonly score: number;
  readonly reason: LocalSuggestion['reason'];
}

/** A suggestion of one product of the cart, or of several. */
interface Joined extends RankedSuggestion {
  /** The highest score that one of them gave it. */
  readonly best: number;
  readonly traits: PortableTraits | null;
}

/**
 * The suggestions of all products of a cart, best first: what the merchant chose, then what the model suggests, ranked for the whole cart, then
 * what fills up. The product that says most of an offer gives the reason. Null where a product has no such list.
 */
export function rankSuggestions(
  payloads: Payloads,
  list: string,
  now: Instant,
): readonly RankedSuggestion[] | null {
  const joined = joinLists(payloads, list);
  if (joined === null) return null;
  const ranked = payloads.products.size > 1 && goesByCart(list) ? rankTogether(payloads, joined) : joined;
  const wished = goesByWishes(list) ? wishesOf(payloads, now) : NONE;
  return withWishes(ranked, wished).toSorted((a, b) => b.score - a.score);
}

const NONE: ReadonlySet<string> = new Set();

function wishesOf({ customer }: Payloads, now: Instant): ReadonlySet<string> {
  const wishlist = customer?.wishlist;
  return wishlist && wishlist.until > now ? new Set(wishlist.products) : NONE;
}

/** The boost as odds against what is not wished, so that nothing of the model goes before what the merchant chose. */
function withWishes(ranked: readonly Joined[], wished: ReadonlySet<string>): readonly Joined[] {
  if (wished.size === 0) return ranked;
  return ranked.map((each) => {
    if (!isModels(each)) return each;
    if (!wished.has(legacyId(each.offer.productId)))
      return { ...each, score: each.score / WISHED_TIMES_AS_LIKELY };
    const { code, text } = wishReason();
    return { ...each, reason: { code, text } };
  });
}

/** Told by the score, see LocalSuggestion. */
const isModels = ({ best }: Pick<Joined, 'best'>): boolean => best > 0 && best <= 1;

/** Each product once. Scores add up. */
function joinLists({ products }: Payloads, list: string): readonly Joined[] | null {
  const joined = new Map<ProductId, Joined>();
  for (const { lists, offers, traits } of products.values()) {
    const suggestions = lists[list];
    if (suggestions === undefined) return null;
    for (const { offer: place, score, reason } of suggestions) {
      const offer = offers[place];
      if (offer === undefined) continue;
      const known = joined.get(offer.productId);
      const isBest = known === undefined || score > known.best;
      joined.set(offer.productId, {
        offer,
        score: (known?.score ?? 0) + score,
        best: isBest ? score : known.best,
        reason: isBest ? reason : known.reason,
        traits: traits[place] ?? null,
      });
    }
  }
  return [...joined.values()];
}

/** With the model's own ranking for this cart in place of sums, where all that it takes is known. */
function rankTogether({ ranker, products }: Payloads, joined: readonly Joined[]): readonly Joined[] {
  const cart = [...products.values()].flatMap(({ evidence }) => evidence ?? []);
  const candidates = joined.flatMap(({ offer: { productId }, best, traits }) =>
    traits !== null && isModels({ best }) ? { productId, traits } : [],
  );
  if (ranker === null || cart.length === 0) return joined;
  const logOdds = rankCart(ranker.ranker, cart, candidates);
  const most = Math.max(...logOdds);
  const shares = new Map(
    candidates.map(({ productId }, at) => [productId, Math.exp((logOdds[at] ?? 0) - most)]),
  );
  return joined.map((each) => ({ ...each, score: shares.get(each.offer.productId) ?? each.score }));
}
