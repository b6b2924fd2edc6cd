import { clear, createBestFirst, offer, sortBestFirst, type BestFirst } from '../models/best-first.ts';
import { clearCandidates, createCandidates, rowOf, ROW, type Candidates } from './candidates.ts';
import {
  createScale,
  FEATURE_COUNT,
  measureScale,
  quickFactors,
  quickScore,
  writeFeatures,
  type Asked,
  type Scale,
} from './features.ts';
import { CLOSE } from './close.ts';
import { gatherFromCart, gatherFromHistory, type LiveOrders } from './gather.ts';
import type { Knowledge } from './knowledge.ts';
import { createScoring, type Scoring } from './ranker.ts';
import { clearHistory, createShopperHistory, type ShopperHistory } from './shopper-history.ts';

/** Products of a cart that are read, in the order given. */
const CART_READ = 60;

/** The arrays one query works in; the next query uses them again. */
export interface Workspace {
  readonly candidates: Candidates;
  readonly history: ShopperHistory;
  readonly cart: Uint32Array;
  /** By product: 1 for what is in the cart. */
  readonly inCart: Uint8Array;
  readonly asked: Asked;
  readonly scale: Scale;
  /** Best of the quick score first: those that are looked at closely, then, where more are wanted, others. */
  readonly close: BestFirst;
  /** How many of `close` are looked at closely, whatever is wanted. */
  described: number;
  /** FEATURE_COUNT numbers for each of these. */
  readonly features: Float32Array;
  readonly scoring: Scoring;
  /** What the shopper looked at, by product. */
  readonly looks: Map<number, Looks>;
}

export interface Looks {
  readonly views: number;
  /** As far as it is known. */
  readonly seconds: number;
}

/** Room for questions that want up to `most` offers. */
export function createWorkspace(products: number, most = 0): Workspace {
  const close = Math.max(most, CLOSE.withoutCart);
  return {
    candidates: createCandidates(products),
    history: createShopperHistory(),
    cart: new Uint32Array(CART_READ),
    inCart: new Uint8Array(products),
    asked: { cartLength: 0, cartLogPrice: Number.NaN, now: 0, country: 0, wanted: 0 },
    scale: createScale(),
    close: createBestFirst(close),
    described: 0,
    features: new Float32Array(CLOSE.withoutCart * FEATURE_COUNT),
    scoring: createScoring(CLOSE.withoutCart),
    looks: new Map(),
  };
}

/** Empties the workspace for the next question, which wants up to `wanted` offers. */
export function beginQuestion(work: Workspace, now: number, country: number, wanted = 0): void {
  const { asked, cart, inCart } = work;
  for (let at = 0; at < asked.cartLength; at++) inCart[cart[at] ?? 0] = 0;
  clearCandidates(work.candidates);
  clearHistory(work.history);
  work.looks.clear();
  asked.cartLength = 0;
  asked.now = now;
  asked.country = country;
  asked.wanted = wanted;
}

/** A product of the cart leads to others and is never offered. Call before the history is read. */
export function putInCart({ asked, cart, inCart }: Workspace, product: number): void {
  if (asked.cartLength === CART_READ || product >= inCart.length || inCart[product] === 1) return;
  inCart[product] = 1;
  cart[asked.cartLength++] = product;
}

/** What a question is answered from. */
export interface Sources {
  readonly knowledge: Knowledge;
  readonly live: LiveOrders | null;
  /** Candidates of every question, the most popular first. */
  readonly popular: Uint32Array;
  /** Only numbers below it are offered, and none that is banned. */
  readonly offerable: number;
  readonly banned: ReadonlySet<number>;
}

/** After cart and history are in: finds the candidates and the features of those to look at closely. */
export function findCandidates(work: Workspace, sources: Sources): void {
  const { candidates, asked, history } = work;
  const { knowledge, popular } = sources;
  asked.cartLogPrice = meanLogPrice(work, knowledge);
  for (let at = 0; at < asked.cartLength; at++)
    gatherFromCart(candidates, knowledge, sources.live, work.cart[at] ?? 0, asked.cartLength);
  gatherFromHistory(candidates, knowledge, history, asked.cartLength > 0);
  for (let at = 0; at < popular.length; at++) rowOf(candidates, popular[at] ?? 0);
  measureScale(candidates, knowledge, knowledge.popularity.month[popular[0] ?? 0] ?? 0, work.scale);
  chooseClose(work, sources);
  describeClose(work, knowledge);
}

function chooseClose(work: Workspace, sources: Sources): void {
  const { candidates, inCart, asked, scale, close } = work;
  const { offerable, banned } = sources;
  const { month } = sources.knowledge.popularity;
  const factors = quickFactors(scale);
  const hasBans = banned.size > 0;
  const closely = asked.cartLength > 0 ? CLOSE.withCart : CLOSE.withoutCart;
  clear(close, Math.max(asked.wanted, closely));
  for (let at = 0; at < candidates.length; at++) {
    const product = candidates.products[at] ?? 0;
    if (inCart[product] === 1 || product >= offerable || (hasBans && banned.has(product))) continue;
    offer(close, product, quickScore(candidates.evidence, at * ROW, factors, month[product] ?? 0));
  }
  sortBestFirst(close);
  work.described = Math.min(close.length, closely);
}

function describeClose(work: Workspace, knowledge: Knowledge): void {
  const { candidates, asked, history, scale, close, features } = work;
  const subject = { candidates, knowledge, asked, history, scale };
  for (let place = 0; place < work.described; place++) {
    const product = close.ids[place] ?? 0;
    const quick = close.scores[place] ?? 0;
    writeFeatures(subject, product, rowOf(candidates, product), quick, features, place * FEATURE_COUNT);
  }
}

function meanLogPrice({ cart, asked }: Workspace, { logPrices }: Knowledge): number {
  let sum = 0;
  let known = 0;
  for (let at = 0; at < asked.cartLength; at++) {
    const price = logPrices[cart[at] ?? 0] ?? Number.NaN;
    if (Number.isNaN(price)) continue;
    sum += price;
    known++;
  }
  return known === 0 ? Number.NaN : sum / known;
}

/** The `count` products bought most of late: candidates for whoever nothing else is known of. */
export function findPopular({ popularity }: Knowledge, count: number): Uint32Array {
  const best = createBestFirst(count);
  const { month, week, counts } = popularity;
  for (let product = 0; product < counts.length; product++)
    if ((counts[product] ?? 0) > 0) offer(best, product, (month[product] ?? 0) + (week[product] ?? 0) * 1e-3);
  sortBestFirst(best);
  return best.ids.slice(0, best.length);
}
