import { orderCount } from './history/order-log.ts';
import {
  secondsOf,
  skuOf,
  type ShopFeedback,
  type ShopOrder,
  type ShopProduct,
  type ShopReturn,
  type ShopView,
} from './history/shop-events.ts';
import { recordReturn, recordView } from './history/shopper-signals.ts';
import { answer, type Offer, type Question } from './ranking/answer.ts';
import type { PastOrder } from './ranking/feed-history.ts';
import { KNOWLEDGE_DEFAULTS, type KnowledgeOptions } from './ranking/knowledge.ts';
import { MERCHANDISING_DEFAULTS, type Merchandising } from './ranking/merchandising.ts';
import {
  createShopState,
  fitState,
  isRefitDue,
  takeFeedback,
  takeOrder,
  type ShopState,
} from './shop-state.ts';
import { ENOUGH_ORDERS } from './training/enough-orders.ts';
import type { FitProgress } from './training/fit-engine.ts';
import type { RankerReport } from './training/learn-ranker.ts';

export type {
  ShopFeedback,
  ShopLine,
  ShopOrder,
  ShopProduct,
  ShopReturn,
  ShopView,
} from './history/shop-events.ts';
export type { Offer } from './ranking/answer.ts';

/** A cart and a shopper. Everything is optional: with nothing, the shop's popular products are the answer. */
export interface RankQuestion {
  /** Skus; unknown ones and repetitions are ignored. */
  readonly cart?: readonly string[];
  readonly customer?: string | null;
  /**
   * The customer's earlier orders, oldest first; those at or after `now` are left out. Without any, the orders that were learned of `customer` are
   * read. At most 200 orders and 3,000 lines, newest first, are looked at.
   */
  readonly history?: readonly ShopOrder[];
  /** ISO 8601; when left out, just after the newest order learned. */
  readonly now?: string;
  /** When left out, that of the customer's last order learned. */
  readonly country?: string | null;
  /** Offers wanted at most, 10 when left out. */
  readonly k?: number;
}

export interface RecommenderOptions extends Merchandising {
  readonly knowledge?: Partial<KnowledgeOptions>;
  /**
   * `rank` fits everything anew when the orders have grown by this share since the last fit, 0.5 by default; Infinity leaves it to `fit`, after
   * the first one.
   */
  readonly refitGrowth?: number;
}

export interface RecommenderStatus {
  /** "not enough data" below 50 orders: hand-set pairs, content, popularity and what little is known decide, by weights set by hand. */
  readonly state: 'not enough data' | 'ready';
  readonly orders: number;
  readonly products: number;
  /** Orders of the last fit, and orders learned since. */
  readonly fittedOrders: number;
  readonly liveOrders: number;
  /** How weights and trees did on the shop's own last weeks; null without a fit or without enough data. */
  readonly ranker: RankerReport | null;
}

/** Learns what a shop sells and ranks what to offer. README.md has an example. */
export interface Recommender {
  /**
   * Takes in orders, in order of time; may be called again with later ones, which the next ranking knows. An order with an id that was told before
   * is ignored. Lines of one sku count once, lines with a quantity of 0 or less do not count.
   */
  learn(orders: readonly ShopOrder[]): void;
  /** What came back was not bought: it counts against the product, and for this customer it was never a purchase. */
  learnReturns(returns: readonly ShopReturn[]): void;
  learnViews(views: readonly ShopView[]): void;
  /** Offers that are taken more often than others of their campaign rise, those that are shown in vain or dismissed sink, in the measure of what is known. */
  learnFeedback(events: readonly ShopFeedback[]): void;
  /** At most `k` offers, best first, none in the cart, each with a reason. The same telling and question, the same answer. */
  rank(question: RankQuestion): readonly Offer[];
  /** Fits everything on all orders told. `rank` does it when needed; call it where the time suits better, e.g. in a worker. */
  fit(onProgress?: FitProgress): void;
  status(): RecommenderStatus;
}

/** An engine for one shop. Skus that `products` does not hold teach, but are never offered; without products, whatever was sold is offered. */
export function createRecommender({
  products,
  options = {},
}: {
  readonly products: readonly ShopProduct[];
  readonly options?: RecommenderOptions;
}): Recommender {
  const state = createShopState(products);
  const knowledge = { ...KNOWLEDGE_DEFAULTS, ...options.knowledge };
  const merchandising = { ...MERCHANDISING_DEFAULTS, ...options };
  const growth = options.refitGrowth ?? 0.5;
  const fitted = () => {
    const isDue = isRefitDue(state, growth);
    return isDue || state.fitted === null ? fitState(state, knowledge) : state.fitted;
  };
  const titleOf = (sku: string) => titleIn(state, sku);
  return {
    learn: (orders) => {
      for (const order of orders) takeOrder(state, order, knowledge);
    },
    learnReturns: (returns) => {
      for (const one of returns) recordReturn(state.signals, state.catalog, state.returned, one);
    },
    learnViews: (views) => {
      for (const view of views) recordView(state.signals, state.catalog, view);
    },
    learnFeedback: (events) => takeFeedback(state, events),
    rank: (question) => answer(state, fitted(), merchandising, titleOf, toQuestion(state, question)),
    fit: (onProgress) => void fitState(state, knowledge, onProgress && { onProgress }),
    status: () => ({
      state: orderCount(state.log) < ENOUGH_ORDERS ? 'not enough data' : 'ready',
      orders: orderCount(state.log),
      products: Math.min(state.catalog.skus.length, state.catalog.offerable),
      fittedOrders: state.fitted?.engine.knowledge.orders ?? 0,
      liveOrders: state.fitted?.recent.orders ?? 0,
      ranker: state.fitted?.engine.report ?? null,
    }),
  };
}

function toQuestion(
  { log }: ShopState,
  { cart, customer, history, now, country, k }: RankQuestion,
): Question {
  return {
    cart: cart ?? [],
    customer: customer ?? null,
    history: (history ?? []).map(toPastOrder),
    now: now === undefined ? (log.times.values[log.times.length - 1] ?? 0) + 1 : secondsOf(now),
    country: country ?? null,
    k: Math.max(0, Math.floor(k ?? 10)),
  };
}

function toPastOrder({ time, items }: ShopOrder): PastOrder {
  return { time: secondsOf(time), skus: items.flatMap((line) => skuOf(line) ?? []) };
}

/** Without a catalog a product goes by its sku. */
function titleIn({ catalog }: ShopState, sku: string): string {
  return catalog.products[catalog.indexOf.get(sku) ?? -1]?.title || sku;
}
