import { numberOrNull, type Catalog } from '../history/catalog.ts';
import { NONE, type OrderLog } from '../history/order-log.ts';
import type { Fitted, ShopState } from '../shop-state.ts';
import { chooseBest, type Scored } from './choose.ts';
import { explain, type TitleOf } from './explain.ts';
import { feedFromLog, feedFromOrders, type PastOrder } from './feed-history.ts';
import { chosenByMerchant, type Merchandising } from './merchandising.ts';
import { feedSignals, feedViews } from './personal-signals.ts';
import type { OfferReason } from './reasons.ts';
import { wishReason } from './wishes.ts';
import {
  beginQuestion,
  createWorkspace,
  findCandidates,
  putInCart,
  type Sources,
  type Workspace,
} from './workspace.ts';

/** A cart and a shopper, as the engine asks itself. Unknown skus and repetitions are ignored. */
export interface Question {
  readonly cart: readonly string[];
  /** Whose learned orders, views and returns count; null for nobody's. */
  readonly customer: string | null;
  /** The shopper's earlier orders, oldest first; when empty, the orders that were learned of `customer` are read. */
  readonly history: readonly PastOrder[];
  /** Looks at product pages, besides those that were learned of `customer`. */
  readonly views?: readonly PastView[];
  /** Products on the shopper's wishlist. */
  readonly wishlist?: readonly string[];
  /** Seconds since 1970; what is not before it is left out. */
  readonly now: number;
  /** When null, that of the customer's last order learned. */
  readonly country: string | null;
  /** Offers wanted at most. */
  readonly k: number;
}

export interface PastView {
  readonly sku: string;
  /** Seconds since 1970. */
  readonly time: number;
  /** How long it lasted, where that is known. */
  readonly lastedSeconds?: number;
}

export interface Offer {
  readonly sku: string;
  /** The chance that it is the one, among the candidates of the question: 0 to 1. 1 for what the merchant set. */
  readonly score: number;
  readonly reason: OfferReason;
}

export function answer(
  state: ShopState,
  fitted: Fitted,
  merchandising: Required<Merchandising>,
  titleOf: TitleOf,
  question: Question,
): readonly Offer[] {
  const { k } = question;
  if (k > fitted.workspace.close.ids.length)
    fitted.workspace = createWorkspace(fitted.workspace.inCart.length, k);
  const work = fitted.workspace;
  const country = ask(work, state, question);
  const sources: Sources = {
    knowledge: fitted.engine.knowledge,
    live: fitted.recent.orders === 0 ? null : { recent: fitted.recent, log: state.log },
    popular: fitted.engine.popular,
    offerable: state.catalog.offerable,
    banned: numbersOf(state.catalog, merchandising.ban),
  };
  findCandidates(work, sources);
  const { logPrices, content } = fitted.engine.knowledge;
  const facts = {
    ranker: fitted.engine.ranker,
    logPrices,
    content,
    relativeMargins: state.relativeMargins,
    acceptance: state.acceptance.logOdds,
    wished: wishesOf(work, state.catalog, question, sources),
  };
  const ranked = chooseBest(work, facts, merchandising, k);
  const explaining = { catalog: state.catalog, titleOf, week: state.week, country };
  const chosen = setByMerchant(work, state.catalog, merchandising, question.cart, sources, titleOf);
  return joinOffers(chosen, ranked, k).map(({ product, score, reason }) => ({
    sku: state.catalog.skus[product] ?? '',
    score,
    reason:
      reason ?? (facts.wished.has(product) ? wishReason() : explain(work, sources, explaining, product)),
  }));
}

/** Puts the question into the workspace and gives the country's name, as far as it is known. */
function ask(work: Workspace, { catalog, log, signals }: ShopState, question: Question): string | null {
  const { customer, history, views, now } = question;
  const known = customer === null ? undefined : log.customerIndex.get(customer);
  const lastOrder = known === undefined ? NONE : (log.lastOrders.values[known] ?? NONE);
  const [country, name] = countryOf(log, question.country, lastOrder);
  beginQuestion(work, now, country, question.k);
  for (const sku of question.cart) putInCart(work, numberOrNull(catalog, sku) ?? NONE);
  if (history.length > 0) feedFromOrders(work, catalog, history, now);
  else feedFromLog(work, log, lastOrder, now);
  if (views !== undefined) feedViews(work, catalog, views, now);
  if (customer !== null) feedSignals(work, signals, customer, now);
  return name;
}

function countryOf(
  log: OrderLog,
  asked: string | null,
  lastOrder: number,
): [number: number, name: string | null] {
  if (asked !== null) return [log.countryIndex.get(asked) ?? NONE, asked];
  return [lastOrder === NONE ? NONE : (log.countries.values[lastOrder] ?? NONE), null];
}

interface Chosen extends Scored {
  readonly reason?: OfferReason;
}

/** The merchant's choices that may be offered. */
function setByMerchant(
  work: Workspace,
  catalog: Catalog,
  merchandising: Required<Merchandising>,
  cart: readonly string[],
  { banned, offerable }: Sources,
  titleOf: TitleOf,
): Chosen[] {
  return chosenByMerchant(merchandising, cart, titleOf).flatMap(({ sku, reason }) => {
    const product = numberOrNull(catalog, sku);
    if (product === null || product >= offerable || banned.has(product) || work.inCart[product] === 1)
      return [];
    return { product, score: 1, reason };
  });
}

/** What is on the wishlist and may be offered. */
function wishesOf(
  { inCart }: Workspace,
  catalog: Catalog,
  { wishlist = [] }: Question,
  { banned, offerable }: Sources,
): ReadonlySet<number> {
  const wished = [...numbersOf(catalog, wishlist)].filter(
    (product) =>
      product < Math.min(offerable, inCart.length) && inCart[product] === 0 && !banned.has(product),
  );
  return wished.length === 0 ? NOBODY : new Set(wished);
}

function joinOffers(first: readonly Chosen[], then: readonly Scored[], k: number): Chosen[] {
  const seen = new Set<number>();
  const joined: Chosen[] = [];
  for (const one of [...first, ...then]) {
    if (joined.length === k) break;
    if (seen.has(one.product)) continue;
    seen.add(one.product);
    joined.push(one);
  }
  return joined;
}

function numbersOf({ indexOf }: Catalog, skus: readonly string[]): ReadonlySet<number> {
  return skus.length === 0 ? NOBODY : new Set(skus.flatMap((sku) => indexOf.get(sku) ?? []));
}

const NOBODY: ReadonlySet<number> = new Set();
