import { legacyId, type ProductId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { PortableHistory, PortableTraits } from '../../recommendations/portable/portable-model.ts';
import { rankCart } from '../../recommendations/portable/rank-cart.ts';
import { WISHED_TIMES_AS_LIKELY, wishReason } from '../../recommendations/ranking/wishes.ts';
import { rankedAsOf } from '../ranked-as-of.ts';
import { goesByCart, goesByHistory, goesByWishes } from './list-name.ts';
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
  /** That of the customer's own list, where it is there. */
  readonly own: LocalSuggestion['reason'] | null;
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
  const history = goesByHistory(list) ? (payloads.customer?.history ?? null) : null;
  const isTogether = goesByCart(list) && (payloads.products.size > 1 || history !== null);
  const ranked = isTogether ? rankTogether(payloads, joined, history, now) : joined;
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
function joinLists({ products, customer }: Payloads, list: string): readonly Joined[] | null {
  const joined = new Map<ProductId, Joined>();
  const ofCart = [...products.values()];
  if (ofCart.some(({ lists }) => lists[list] === undefined)) return null;
  for (const payload of customer ? [...ofCart, customer] : ofCart) {
    const { lists, offers, traits } = payload;
    for (const { offer: place, score, reason } of lists[list] ?? []) {
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
        own: payload === customer ? reason : null,
      });
    }
  }
  return [...joined.values()];
}

/** With the model's own ranking for this cart in place of sums, where all that it takes is known. */
function rankTogether(
  { ranker, products }: Payloads,
  joined: readonly Joined[],
  history: PortableHistory | null,
  now: Instant,
): readonly Joined[] {
  const known = [...products].flatMap(([id, { evidence }]) => (evidence ? [[id, evidence] as const] : []));
  const candidates = joined.flatMap(({ offer: { productId }, best, traits }) =>
    traits !== null && isModels({ best }) ? { productId, traits } : [],
  );
  if (ranker === null || known.length === 0) return joined;
  const question = { cart: new Map(known), history, now: rankedAsOf(now) };
  const ranks = rankCart(ranker.ranker, question, candidates);
  const most = Math.max(...ranks.map(({ logOdds }) => logOdds));
  const ranked = new Map(candidates.map(({ productId }, at) => [productId, ranks[at]] as const));
  return joined.map((each) => {
    const rank = ranked.get(each.offer.productId);
    if (rank === undefined) return each;
    const reason = (rank.isOwn && each.own) || each.reason;
    return { ...each, score: Math.exp(rank.logOdds - most), reason };
  });
}
