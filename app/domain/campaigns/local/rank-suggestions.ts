import type { ProductId } from '../../kernel/ids.ts';
import type { LocalOffer, LocalSuggestion, ProductPayload } from './payload.ts';

export interface RankedSuggestion {
  readonly offer: LocalOffer;
  readonly score: number;
  readonly reason: LocalSuggestion['reason'];
}

/**
 * The suggestions of all products of a cart, best first: scores add up, as the models behind them are sums over the cart, and the
 * product that says most of an offer gives the reason. Equal scores keep the order of the lists. Null where a product has no such list.
 */
export function rankSuggestions(
  products: ReadonlyMap<ProductId, ProductPayload>,
  list: string,
): readonly RankedSuggestion[] | null {
  const ranked = new Map<ProductId, RankedSuggestion & { readonly best: number }>();
  for (const { lists, offers } of products.values()) {
    const suggestions = lists[list];
    if (suggestions === undefined) return null;
    for (const { offer: place, score, reason } of suggestions) {
      const offer = offers[place];
      if (offer === undefined) continue;
      const known = ranked.get(offer.productId);
      const isBest = known === undefined || score > known.best;
      ranked.set(offer.productId, {
        offer,
        score: (known?.score ?? 0) + score,
        best: isBest ? score : known.best,
        reason: isBest ? reason : known.reason,
      });
    }
  }
  return [...ranked.values()].sort((a, b) => b.score - a.score);
}
