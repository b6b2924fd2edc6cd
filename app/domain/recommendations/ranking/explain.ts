import type { Catalog } from '../history/catalog.ts';
import type { WeeklyOrders } from '../history/weekly-orders.ts';
import type { NeighbourLists } from '../models/neighbour-lists.ts';
import { EVIDENCE, rowOf } from './candidates.ts';
import { expectedGapDays, QUICK_WEIGHTS } from './features.ts';
import type { Knowledge } from './knowledge.ts';
import {
  becauseYouBought,
  boughtBefore,
  boughtTogether,
  popular,
  POPULAR_DAYS,
  popularInCountry,
  similarTo,
  timeToRefill,
  viewedBefore,
  type OfferReason,
} from './reasons.ts';
import { eachRecentPair } from './recent.ts';
import type { Sources, Workspace } from './workspace.ts';

/** The title a shopper knows a product by, or null. */
export type TitleOf = (sku: string) => string | null;

/** What sentences are made of besides the workspace. */
export interface Explaining {
  readonly catalog: Catalog;
  readonly titleOf: TitleOf;
  readonly week: WeeklyOrders;
  readonly country: string | null;
}

/** The loudest true reason for a candidate: of cart, own history, a look, content, and popularity, with its counts. */
export function explain(work: Workspace, sources: Sources, facts: Explaining, product: number): OfferReason {
  const loudness = loudnessOf(work, rowOf(work.candidates, product));
  for (;;) {
    const kind = loudest(loudness);
    if (kind === null) return explainByPopularity(work, sources.knowledge, facts, product);
    const reason = explainBy(kind, work, sources, facts, product);
    if (reason !== null) return reason;
    loudness[kind] = 0;
  }
}

type Kind = 'cart' | 'bought' | 'viewed' | 'history' | 'content';

/** Whether no reason for a candidate is louder than that the shopper bought it before. */
export function isOwnPurchase(work: Pick<Workspace, 'candidates' | 'scale'>, row: number): boolean {
  return loudest(loudnessOf(work, row)) === 'bought';
}

/** How loud each kind of reason is; 0 where it says nothing. */
function loudnessOf(
  { candidates: { evidence }, scale }: Pick<Workspace, 'candidates' | 'scale'>,
  row: number,
): Record<Kind, number> {
  return {
    cart: (QUICK_WEIGHTS.cart * (evidence[row] ?? 0)) / scale.pairSum,
    bought: (evidence[row + EVIDENCE.timesBought] ?? 0) > 0 ? OWN_PURCHASE : 0,
    viewed: QUICK_WEIGHTS.viewed * Math.min(2, evidence[row + EVIDENCE.viewed] ?? 0),
    history: (QUICK_WEIGHTS.history * (evidence[row + EVIDENCE.historyPairs] ?? 0)) / scale.historyPairs,
    content: (QUICK_WEIGHTS.content * (evidence[row + EVIDENCE.contentSum] ?? 0)) / scale.contentSum,
  };
}

/** Of equally loud ones the first. */
const KINDS: readonly Kind[] = ['cart', 'bought', 'viewed', 'history', 'content'];

function loudest(loudness: Readonly<Record<Kind, number>>): Kind | null {
  let found: Kind | null = null;
  for (const kind of KINDS) if (loudness[kind] > (found === null ? 0 : loudness[found])) found = kind;
  return found;
}

function explainBy(
  kind: Kind,
  work: Workspace,
  sources: Sources,
  facts: Explaining,
  product: number,
): OfferReason | null {
  switch (kind) {
    case 'cart':
      return explainByCart(work, sources, facts, product);
    case 'bought':
      return explainByPurchase(work, sources.knowledge, product);
    case 'viewed':
      return explainByViews(work, product);
    case 'history':
      return explainByHistory(work, sources.knowledge, facts, product);
    case 'content':
      return explainByContent(work, sources.knowledge, facts, product);
  }
}

/** A purchase of one's own is louder than a weak tie to the cart. */
const OWN_PURCHASE = 0.35;

function nameOf({ catalog, titleOf }: Explaining, product: number): { sku: string; title: string | null } {
  const sku = catalog.skus[product] ?? '';
  return { sku, title: titleOf(sku) };
}

/** Orders of the log that hold both, as counted at the fit, and since. */
function ordersWithBoth(
  { knowledge: { pairs }, live }: Pick<Sources, 'knowledge' | 'live'>,
  product: number,
  other: number,
): number {
  const slot = findNeighbour(pairs, product, other);
  let orders = slot === null ? 0 : (pairs.together[slot] ?? 0);
  if (live !== null)
    eachRecentPair(live.recent, live.log, product, (found) => {
      if (found === other) orders++;
    });
  return orders;
}

function findNeighbour(
  { offsets, neighbours }: NeighbourLists,
  product: number,
  other: number,
): number | null {
  const end = offsets[product + 1] ?? 0;
  for (let slot = offsets[product] ?? 0; slot < end; slot++) if (neighbours[slot] === other) return slot;
  return null;
}

/** The product of the cart that leads to it most strongly, by orders with both against its own. */
function explainByCart(
  work: Workspace,
  sources: Sources,
  facts: Explaining,
  product: number,
): OfferReason | null {
  const { pairs, own, other } = sources.knowledge;
  let best: { source: number; orders: number } | null = null;
  let most = 0;
  for (let at = 0; at < work.asked.cartLength; at++) {
    const source = work.cart[at] ?? 0;
    const orders = ordersWithBoth(sources, source, product);
    const strength = orders / ((own[source] ?? 0) * (other[product] ?? 0) + 1);
    if (orders > 0 && strength > most) {
      most = strength;
      best = { source, orders };
    }
  }
  if (best === null) return null;
  const ordersOfSku = sources.knowledge.popularity.counts[best.source] ?? pairs.totals.length;
  const { sku, title } = nameOf(facts, best.source);
  return boughtTogether(title, {
    sku,
    orders: best.orders,
    ordersOfSku,
  });
}

/** From four fifths of the usual interval on, it is time again. */
const DUE_FROM = 0.8;
const DUE_UNTIL = 3;

function explainByPurchase(work: Workspace, { repetition }: Knowledge, product: number): OfferReason {
  const { evidence } = work.candidates;
  const row = rowOf(work.candidates, product);
  const timesBought = evidence[row + EVIDENCE.timesBought] ?? 0;
  const since = evidence[row + EVIDENCE.daysSince] ?? 0;
  const between = evidence[row + EVIDENCE.daysBetween] ?? 0;
  const gap = expectedGapDays(evidence, row, repetition.gapDays[product] ?? 0);
  const isDue = between >= 1 && since >= DUE_FROM * gap && since <= DUE_UNTIL * gap;
  const daysAgo = Math.floor(since);
  return isDue
    ? timeToRefill({ timesBought, everyDays: Math.round(between), daysAgo })
    : boughtBefore({ timesBought, daysAgo });
}

function explainByViews({ looks }: Workspace, product: number): OfferReason {
  const { views, seconds } = looks.get(product) ?? { views: 0, seconds: 0 };
  return viewedBefore({ views, ...(seconds > 0 && { seconds }) });
}

function explainByHistory(
  work: Workspace,
  knowledge: Knowledge,
  facts: Explaining,
  product: number,
): OfferReason | null {
  const { history, candidates } = work;
  let best: { source: number; slot: number } | null = null;
  let most = 0;
  for (let at = 0; at < history.contextLength; at++) {
    const source = history.context[at] ?? 0;
    const slot = findNeighbour(knowledge.pairs, source, product);
    if (slot === null) continue;
    const strength = (history.contextWeights[at] ?? 0) * (knowledge.pairs.values[slot] ?? 0);
    if (strength > most) {
      most = strength;
      best = { source, slot };
    }
  }
  if (best === null) return null;
  const daysSince = candidates.evidence[rowOf(candidates, best.source) + EVIDENCE.daysSince] ?? 0;
  const { sku, title } = nameOf(facts, best.source);
  return becauseYouBought(title, {
    sku,
    orders: knowledge.pairs.together[best.slot] ?? 0,
    daysAgo: Math.floor(daysSince),
  });
}

function explainByContent(
  work: Workspace,
  { content }: Knowledge,
  facts: Explaining,
  product: number,
): OfferReason | null {
  let best: { source: number; similarity: number } | null = null;
  for (let at = 0; at < work.asked.cartLength; at++) {
    const source = work.cart[at] ?? 0;
    const slot = findNeighbour(content, source, product);
    const similarity = slot === null ? 0 : (content.values[slot] ?? 0);
    if (similarity > (best?.similarity ?? 0)) best = { source, similarity };
  }
  if (best === null) return null;
  const { sku, title } = nameOf(facts, best.source);
  return similarTo(title, { sku, similarity: Math.round(best.similarity * 1_000) / 1_000 });
}

const LEAST_IN_COUNTRY = 3;
/** The week counted ends with the newest order; up to two days later it is still "this week". */
const FRESH_SECONDS = 2 * 86_400;

function explainByPopularity(
  { asked }: Workspace,
  { popularity }: Knowledge,
  { week, country }: Explaining,
  product: number,
): OfferReason {
  const isThisWeek = asked.now - popularity.newest < FRESH_SECONDS;
  const inCountry = week.byCountry.get(asked.country)?.get(product) ?? 0;
  if (isThisWeek && country !== null && inCountry >= LEAST_IN_COUNTRY)
    return popularInCountry({ country, orders: inCountry, days: POPULAR_DAYS });
  const thisWeek = week.everywhere.get(product) ?? 0;
  if (isThisWeek && thisWeek >= LEAST_IN_COUNTRY) return popular(thisWeek, POPULAR_DAYS);
  return popular(popularity.counts[product] ?? 0, null);
}
