import type { ProductId } from '../kernel/ids.ts';
import type { Candidate, CandidateQuery } from '../recommendations/model.ts';
import { chosenByMerchant } from '../recommendations/ranking/merchandising.ts';
import type { ShopSnapshot } from './decision.ts';
import { marginsOf } from './margins.ts';
import { rankedAsOf } from './ranked-as-of.ts';
import type { Situation } from './situation.ts';
import { STRATEGIES, type Strategy } from './strategies.ts';
import { titlesIn } from './title-of.ts';
import { wishlistOf } from './wishlist.ts';

/** How many candidates are asked for at first, and when the guardrails refuse too many of those. */
export const FEW_CANDIDATES = 12;
const MANY_CANDIDATES = 150;

/**
 * A short list first, for it nearly always does; the long one begins with the same candidates. Each is asked for once in a
 * render for a strategy, however many campaigns go through it.
 */
export function candidateSource(
  situation: Situation,
  onAsk: () => void,
): (strategy: Strategy) => Iterable<Candidate> {
  const { snapshot } = situation;
  const query = candidateQueryOf(situation);
  const lists = new Map<string, readonly Candidate[]>();
  const ask = (strategy: Strategy, limit: number): readonly Candidate[] => {
    onAsk();
    const key = `${strategy} ${limit}`;
    const { narrow } = STRATEGIES[strategy];
    const list = lists.get(key) ?? snapshot.model.candidates({ ...narrow(query), limit });
    lists.set(key, list);
    return list;
  };
  const chosen = chosenCandidates(snapshot, query);
  return (strategy) => inTurn(strategy, chosen, ask);
}

/** The merchant's choices, the short list, the rest of the long one. */
function* inTurn(
  strategy: Strategy,
  chosen: ReadonlyMap<ProductId, Candidate>,
  ask: (strategy: Strategy, limit: number) => readonly Candidate[],
): Iterable<Candidate> {
  const { codes } = STRATEGIES[strategy];
  const isLeft = ({ productId, reason }: Candidate): boolean =>
    !chosen.has(productId) && (codes === null || codes.has(reason.code));
  yield* chosen.values();
  const few = ask(strategy, FEW_CANDIDATES);
  yield* few.filter(isLeft);
  const known = new Set(few.map(({ productId }) => productId));
  yield* ask(strategy, MANY_CANDIDATES).filter((one) => !known.has(one.productId) && isLeft(one));
}

/** What the model is asked in this situation. */
export function candidateQueryOf(situation: Situation): Omit<CandidateQuery, 'limit'> {
  const { snapshot, question } = situation;
  const { catalog, bannedProducts, merchandising } = snapshot;
  const dial = merchandising.marginDial;
  return {
    cart: [...situation.cartProducts],
    history: situation.pastOrders,
    views: viewsOf(situation),
    wishlist: wishlistOf(situation).products,
    now: rankedAsOf(question.now),
    country: question.country,
    titleOf: titlesIn(catalog),
    ban: [...bannedProducts],
    ...(dial > 0 && { margins: { dial, relative: marginsOf(catalog).relative } }),
  };
}

/** The merchant's pins and pairs: they need no model, so that they hold from the first day on. */
export function chosenCandidates(
  { merchandising }: ShopSnapshot,
  { cart, titleOf }: Pick<CandidateQuery, 'cart' | 'titleOf'>,
): ReadonlyMap<ProductId, Candidate> {
  return new Map(
    chosenByMerchant(merchandising, cart, titleOf).map(({ sku: productId, reason }) => [
      productId,
      { productId, score: 1, acceptances: null, reason },
    ]),
  );
}

function viewsOf({ profile: { views = [] }, question: { now } }: Situation): CandidateQuery['views'] {
  return views.flatMap(({ productId, ...view }) =>
    productId === null || view.at > now ? [] : [{ ...view, productId }],
  );
}
