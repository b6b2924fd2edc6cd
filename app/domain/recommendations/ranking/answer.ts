import { numberOrNull, type Catalog } from '../history/catalog.ts';
import { NONE, type OrderLog } from '../history/order-log.ts';
import { secondsOf, type ShopOrder } from '../history/shop-events.ts';
import type { Fitted, ShopState } from '../shop-state.ts';
import { chooseBest, type Scored } from './choose.ts';
import { explain } from './explain.ts';
import { feedFromLog, feedFromOrders } from './feed-history.ts';
import type { Merchandising } from './merchandising.ts';
import { feedSignals } from './personal-signals.ts';
import { handSetPair, pinned, type OfferReason } from './reasons.ts';
import {
  beginQuestion,
  createWorkspace,
  findCandidates,
  putInCart,
  type Sources,
  type Workspace,
} from './workspace.ts';

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
  question: RankQuestion,
): readonly Offer[] {
  const k = Math.max(0, Math.floor(question.k ?? 10));
  if (k > fitted.workspace.close.limit) fitted.workspace = createWorkspace(fitted.workspace.inCart.length, k);
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
  };
  const ranked = chooseBest(work, facts, merchandising, k);
  const explaining = { catalog: state.catalog, log: state.log, week: state.week, country };
  const chosen = setByMerchant(work, state.catalog, merchandising, question.cart ?? [], sources);
  return joinOffers(chosen, ranked, k).map(({ product, score, reason }) => ({
    sku: state.catalog.skus[product] ?? '',
    score,
    reason: reason ?? explain(work, sources, explaining, product),
  }));
}

/** Puts the question into the workspace and gives the country's name, as far as it is known. */
function ask(work: Workspace, { catalog, log, signals }: ShopState, question: RankQuestion): string | null {
  const now =
    question.now === undefined ? (log.times.values[log.times.length - 1] ?? 0) + 1 : secondsOf(question.now);
  const customer = question.customer ?? null;
  const known = customer === null ? undefined : log.customerIndex.get(customer);
  const lastOrder = known === undefined ? NONE : (log.lastOrders.values[known] ?? NONE);
  const [country, name] = countryOf(log, question.country ?? null, lastOrder);
  beginQuestion(work, now, country);
  for (const sku of question.cart ?? []) putInCart(work, numberOrNull(catalog, sku) ?? NONE);
  const history = question.history ?? [];
  if (history.length > 0) feedFromOrders(work, catalog, history, now);
  else feedFromLog(work, log, lastOrder, now);
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

/** Pinned products and hand-set pairs, in the merchant's order. */
function setByMerchant(
  work: Workspace,
  catalog: Catalog,
  { pin, pairs }: Required<Merchandising>,
  cart: readonly string[],
  { banned, offerable }: Sources,
): Chosen[] {
  const chosen: Chosen[] = [];
  const add = (sku: string, reason: OfferReason): void => {
    const product = numberOrNull(catalog, sku);
    if (product === null || product >= offerable || banned.has(product) || work.inCart[product] === 1) return;
    chosen.push({ product, score: 1, reason });
  };
  for (const sku of pin) add(sku, pinned());
  for (const sku of cart) {
    const from = numberOrNull(catalog, sku);
    if (!Object.hasOwn(pairs, sku)) continue;
    const title = (from === null ? undefined : catalog.products[from]?.title) ?? sku;
    for (const other of pairs[sku] ?? []) add(other, handSetPair(title, sku));
  }
  return chosen;
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
