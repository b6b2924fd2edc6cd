import { createCatalog, type Catalog } from './history/catalog.ts';
import {
  recordFeedback,
  replaceFeedback,
  type OfferFeedback,
  type OfferTally,
} from './history/offer-feedback.ts';
import { createOrderLog, orderCount, recordOrder, type OrderLog } from './history/order-log.ts';
import type { ShopFeedback, ShopOrder, ShopProduct } from './history/shop-events.ts';
import { createShopperSignals, type ShopperSignals } from './history/shopper-signals.ts';
import { advanceWeek, createWeeklyOrders, type WeeklyOrders } from './history/weekly-orders.ts';
import { measureAcceptance, NOTHING_SHOWN, type AcceptanceBook } from './models/acceptance.ts';
import { compareContent } from './models/content.ts';
import { EMPTY_LISTS, type NeighbourLists } from './models/neighbour-lists.ts';
import type { Described, KnowledgeOptions } from './ranking/knowledge.ts';
import { shareOfMean } from './ranking/merchandising.ts';
import { createRecent, learnRecent, type Recent } from './ranking/recent.ts';
import { createWorkspace, findPopular, type Workspace } from './ranking/workspace.ts';
import { fitEngine, POPULAR_CANDIDATES, type Engine, type FitOptions } from './training/fit-engine.ts';

/** Everything a recommender holds: what it was told, and, once fitted, what it learned from it. */
export interface ShopState {
  readonly catalog: Catalog;
  readonly content: NeighbourLists;
  readonly log: OrderLog;
  readonly signals: ShopperSignals;
  readonly week: WeeklyOrders;
  readonly feedback: OfferFeedback;
  /** What `feedback` comes to. */
  acceptance: AcceptanceBook;
  /** By product: price less unit cost as a share of the mean; empty where the shop gave no costs. */
  readonly relativeMargins: Float32Array;
  /** Orders that came back, by product. */
  returned: Uint32Array;
  fitted: Fitted | null;
}

export interface Fitted {
  readonly engine: Engine;
  readonly recent: Recent;
  workspace: Workspace;
}

export function createShopState(products: readonly ShopProduct[]): ShopState {
  const catalog = createCatalog(products);
  return {
    catalog,
    content: products.length === 0 ? EMPTY_LISTS : compareContent(catalog.products),
    log: createOrderLog(),
    signals: createShopperSignals(),
    week: createWeeklyOrders(),
    feedback: new Map(),
    acceptance: NOTHING_SHOWN,
    relativeMargins: measureMargins(catalog.products),
    returned: new Uint32Array(catalog.skus.length),
    fitted: null,
  };
}

/** Orders after which the popular products are looked for again. */
const POPULAR_EVERY = 50;

/** Takes in one order; the next ranking knows it. */
export function takeOrder(state: ShopState, order: ShopOrder, options: KnowledgeOptions): void {
  const { catalog, log, fitted } = state;
  const number = recordOrder(log, catalog, order);
  if (number === null || fitted === null) return;
  const { engine, recent } = fitted;
  learnRecent(recent, engine.knowledge, log, number, options.pairs.largest);
  advanceWeek(state.week, log);
  if (recent.orders % POPULAR_EVERY === 1) engine.popular = findPopular(engine.knowledge, POPULAR_CANDIDATES);
}

/** Counts what happened to offers; the next ranking knows it. */
export function takeFeedback(state: ShopState, events: readonly ShopFeedback[]): void {
  for (const event of events) recordFeedback(state.feedback, state.catalog, event);
  state.acceptance = measureAcceptance(state.feedback);
}

/** What became of all offers, in place of what was counted before. */
export function renewFeedback(state: ShopState, tallies: readonly OfferTally[]): void {
  replaceFeedback(state.feedback, state.catalog, tallies);
  state.acceptance = measureAcceptance(state.feedback);
}

/** Fits everything anew on what was told so far. */
export function fitState(state: ShopState, options: KnowledgeOptions, fitting: FitOptions = {}): Fitted {
  const { catalog, log } = state;
  const products = capacityOf(catalog);
  const described = describe(state, products);
  const engine = fitEngine(log, orderCount(log), described, catalog.offerable, options, fitting);
  advanceWeek(state.week, log);
  state.fitted = { engine, recent: createRecent(), workspace: createWorkspace(products) };
  return state.fitted;
}

/** A refit is due at the first question, when the orders have grown by the share `growth`, and when new skus have no room left. */
export function isRefitDue({ fitted, log, catalog }: ShopState, growth: number): boolean {
  if (fitted === null) return true;
  if (catalog.offerable === Number.POSITIVE_INFINITY && catalog.skus.length > fitted.workspace.inCart.length)
    return true;
  const since = fitted.recent.orders;
  return since > Math.max(LEAST_GROWTH, growth * (orderCount(log) - since));
}

const LEAST_GROWTH = 20;

/** Without a catalog new skus turn up in orders: there is room for some until the next fit. */
function capacityOf({ skus, offerable }: Catalog): number {
  const isGiven = offerable !== Number.POSITIVE_INFINITY;
  return isGiven ? skus.length : Math.ceil(skus.length * 1.1) + 64;
}

/** What is known of `products` products without orders. */
export function describe(state: ShopState, products: number): Described {
  const { catalog, content, log } = state;
  const logPrices = new Float32Array(products).fill(Number.NaN);
  for (let product = 0; product < catalog.skus.length; product++) {
    const listed = catalog.products[product]?.price ?? 0;
    const price = listed > 0 ? listed : product < log.prices.length ? (log.prices.values[product] ?? 0) : 0;
    if (price > 0) logPrices[product] = Math.log(price);
  }
  if (state.returned.length < products) {
    const longer = new Uint32Array(products);
    longer.set(state.returned);
    state.returned = longer;
  }
  return { content: extendLists(content, products), logPrices, returned: state.returned };
}

/** The same lists for more products: the others have none. */
function extendLists(lists: NeighbourLists, products: number): NeighbourLists {
  const offsets = new Uint32Array(products + 1).fill(lists.neighbours.length);
  offsets.set(lists.offsets.subarray(0, products + 1));
  return { ...lists, offsets };
}

/** 1 where the cost is unknown, so that the margin dial neither helps nor hurts the product. */
function measureMargins(products: readonly ShopProduct[]): Float32Array {
  const known = products.flatMap(({ price, unitCost }, place) =>
    unitCost === undefined ? [] : { place, margin: price - unitCost },
  );
  const shares = shareOfMean(known.map(({ margin }) => margin));
  const margins = new Float32Array(shares.length === 0 ? 0 : products.length).fill(1);
  shares.forEach((share, at) => (margins[known[at]?.place ?? 0] = share));
  return margins;
}
