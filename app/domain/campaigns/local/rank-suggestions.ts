import type { ProductId } from '../../kernel/ids.ts';
import type { PortableTraits } from '../../recommendations/portable/portable-model.ts';
import { rankCart } from '../../recommendations/portable/rank-cart.ts';
import { goesByCart } from './list-name.ts';
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
export function rankSuggestions(payloads: Payloads, list: string): readonly RankedSuggestion[] | null {
  const joined = joinLists(payloads, list);
  if (joined === null) return null;
  const ranked = payloads.products.size > 1 && goesByCart(list) ? rankTogether(payloads, joined) : joined;
  return ranked.toSorted((a, b) => b.score - a.score);
}

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
    traits !== null && best > 0 && best <= 1 ? { productId, traits } : [],
  );
  if (ranker === null || cart.length === 0) return joined;
  const logOdds = rankCart(ranker.ranker, cart, candidates);
  const most = Math.max(...logOdds);
  const shares = new Map(
    candidates.map(({ productId }, at) => [productId, Math.exp((logOdds[at] ?? 0) - most)]),
  );
  return joined.map((each) => ({ ...each, score: shares.get(each.offer.productId) ?? each.score }));
}
