import { isGid, type ProductId } from '../../kernel/ids.ts';
import { NONE } from '../history/order-log.ts';
import { acceptancesKnown } from '../models/acceptance.ts';
import type {
  CandidateQuery,
  Candidate,
  InspectedCandidate,
  Neighbour,
  RecommendationModel,
} from '../model.ts';
import { answer, type Question } from '../ranking/answer.ts';
import { KNOWLEDGE_DEFAULTS } from '../ranking/knowledge.ts';
import { MERCHANDISING_DEFAULTS } from '../ranking/merchandising.ts';
import { scoresByModel } from '../ranking/model-scores.ts';
import { createShopState, fitState, renewFeedback, takeOrder } from '../shop-state.ts';
import type { ServedState } from './model-bytes.ts';
import { toPortable } from './to-portable.ts';

const MOST_NEIGHBOURS = 50;

/** A model ready to serve. Its working memory is its own: one call at a time, as JavaScript has it. */
export function openModel(state: ServedState, version: number): RecommendationModel {
  const { engine } = state.fitted;
  const withMargins = createMarginReader(state);
  return {
    version,
    orders: engine.knowledge.orders,
    fittedUntil: engine.knowledge.popularity.orders === 0 ? 0 : engine.knowledge.popularity.newest,
    get liveOrders() {
      return state.fitted.recent.orders;
    },
    neighbours: (productId) => neighboursOf(state, productId),
    candidates: (query) => candidatesOf(state, query, withMargins(query)),
    inspect: (query) => inspect(state, candidatesOf(state, query, withMargins(query))),
    portable: (now, country) => toPortable(state, now, country),
    learn(orders) {
      for (const order of orders) takeOrder(state, order, KNOWLEDGE_DEFAULTS);
    },
    hear: (feedback) => renewFeedback(state, feedback),
  };
}

/** A model that knows nothing and suggests nothing: a shop's first day. */
export function emptyModel(): RecommendationModel {
  const state = createShopState([]);
  const fitted = fitState(state, KNOWLEDGE_DEFAULTS);
  return openModel({ ...state, fitted }, 0);
}

/** Puts a query's margins, which live with the catalog, into the model's order of products, once for each catalog. */
function createMarginReader({ catalog }: ServedState): (query: CandidateQuery) => Float32Array {
  const known = new WeakMap<ReadonlyMap<ProductId, number>, Float32Array>();
  return ({ margins }) => {
    if (margins === undefined) return NO_MARGINS;
    const before = known.get(margins.relative);
    if (before) return before;
    const read: ReadonlyMap<string, number> = margins.relative;
    const array = Float32Array.from(catalog.skus, (sku) => read.get(sku) ?? 1);
    known.set(margins.relative, array);
    return array;
  };
}

const NO_MARGINS = new Float32Array();

/** Must follow the answer: the working memory still holds what it rests on. */
function inspect({ catalog, fitted }: ServedState, candidates: readonly Candidate[]): InspectedCandidate[] {
  const { workspace, engine } = fitted;
  return candidates.flatMap((candidate) => {
    const product = catalog.indexOf.get(candidate.productId);
    if (product === undefined) return [];
    return { ...candidate, scores: scoresByModel(workspace, engine.knowledge, product) };
  });
}

function candidatesOf(
  state: ServedState,
  query: CandidateQuery,
  relativeMargins: Float32Array,
): readonly Candidate[] {
  const question: Question = {
    cart: query.cart,
    customer: null,
    history: query.history.map(({ at, products }) => ({ time: at, skus: products })),
    views: query.views.map(({ at, productId, ...lasted }) => ({ time: at, sku: productId, ...lasted })),
    ...(query.wishlist && { wishlist: query.wishlist }),
    now: query.now,
    country: query.country,
    k: query.limit,
  };
  const merchandising = {
    ...MERCHANDISING_DEFAULTS,
    ban: query.ban ?? [],
    marginDial: query.margins?.dial ?? 0,
  };
  const offers = answer({ ...state, relativeMargins }, state.fitted, merchandising, query.titleOf, question);
  return offers.flatMap(({ sku, score, reason }) =>
    isGid('Product', sku) ? [{ productId: sku, score, acceptances: acceptancesOf(state, sku), reason }] : [],
  );
}

function acceptancesOf({ acceptance, catalog }: ServedState, sku: string): number {
  return acceptancesKnown(acceptance, catalog.indexOf.get(sku) ?? NONE);
}

/** What is bought with a product, by similarity as it was fitted. */
function neighboursOf({ catalog, fitted }: ServedState, productId: ProductId): readonly Neighbour[] {
  const product = catalog.indexOf.get(productId);
  if (product === undefined) return [];
  const { pairs, own, other, shrinkage } = fitted.engine.knowledge;
  const start = pairs.offsets[product] ?? 0;
  const end = Math.min(pairs.offsets[product + 1] ?? start, start + MOST_NEIGHBOURS);
  const found: Neighbour[] = [];
  for (let at = start; at < end; at++) {
    const neighbour = pairs.neighbours[at] ?? 0;
    const sku = catalog.skus[neighbour] ?? '';
    if (!isGid('Product', sku)) continue;
    const norm = (own[product] ?? 0) * (other[neighbour] ?? 0) + shrinkage;
    found.push({ productId: sku, score: (pairs.values[at] ?? 0) / norm, orders: pairs.together[at] ?? 0 });
  }
  return found;
}
