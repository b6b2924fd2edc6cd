import { createBestFirst, offer, sortBestFirst, type BestFirst } from '../models/best-first.ts';
import type { NeighbourLists } from '../models/neighbour-lists.ts';
import { dialMargin, type Merchandising } from './merchandising.ts';
import { scoreRows, type Ranker } from './ranker.ts';
import { situationOf } from './situations.ts';
import { withWishes, type Rated } from './wishes.ts';
import type { Workspace } from './workspace.ts';

/** A candidate with its score: the chance that it is the right one, among the candidates of the question. */
export interface Scored {
  readonly product: number;
  readonly score: number;
}

export interface ChoosingOptions extends Required<
  Pick<Merchandising, 'marginDial' | 'diversity' | 'relevanceFloor'>
> {
  readonly mostTimesCartPrice: number;
}

/** Arrays by product that choosing needs. */
export interface ChoosingFacts {
  readonly ranker: Ranker;
  readonly logPrices: Float32Array;
  /** Margin as a share of the shop's mean; 1 where the cost is unknown. */
  readonly relativeMargins: Float32Array;
  readonly content: NeighbourLists;
  /** What became of earlier offers, by product, as a sum to the log odds; only of products that were shown. */
  readonly acceptance: ReadonlyMap<number, number>;
  /** Products on the shopper's wishlist that may be offered. */
  readonly wished: ReadonlySet<number>;
}

/**
 * The best `k` of those looked at closely, then the others in the order of the quick score, so that a longer list begins with the shorter one.
 * Equal scores: the smaller product number first, that is the smaller sku of the catalog.
 */
export function chooseBest(
  work: Workspace,
  facts: ChoosingFacts,
  options: ChoosingOptions,
  k: number,
): Scored[] {
  const { close, described, scoring, asked, history } = work;
  const logOdds = scoreRows(facts.ranker, situationOf(asked, history), work.features, described, scoring);
  addAcceptance(close, facts.acceptance, logOdds);
  const rated = withWishes({ products: close.ids.subarray(0, described), logOdds }, facts.wished);
  const count = rated.products.length;
  const kept = createBestFirst(Math.min(count, options.diversity > 0 ? count : k));
  keepBest(work, rated, facts, options, kept);
  const scored = toScored(kept, rated);
  const best = options.diversity > 0 ? spread(scored, facts.content, options.diversity, k) : scored;
  const mayGoOn = best.length < k && options.relevanceFloor === 0;
  return mayGoOn ? [...best, ...others(work, facts, options, scored).slice(0, k - best.length)] : best;
}

/** Those not looked at closely: none of them likelier than the least likely that were. */
function others(
  { close, described, asked }: Workspace,
  { logPrices, wished }: ChoosingFacts,
  { mostTimesCartPrice }: ChoosingOptions,
  scored: readonly Scored[],
): Scored[] {
  const least = scored.reduce((min, { score }) => Math.min(min, score), 1);
  const mostLogPrice = asked.cartLogPrice + Math.log(mostTimesCartPrice);
  return Array.from(close.ids.subarray(described, close.length))
    .filter((product) => !wished.has(product) && !((logPrices[product] ?? 0) > mostLogPrice))
    .map((product) => ({ product, score: least }));
}

function addAcceptance(
  { ids }: BestFirst,
  acceptance: ChoosingFacts['acceptance'],
  logOdds: Float64Array,
): void {
  if (acceptance.size === 0) return;
  for (let place = 0; place < logOdds.length; place++)
    logOdds[place] = (logOdds[place] ?? 0) + (acceptance.get(ids[place] ?? 0) ?? 0);
}

function keepBest(
  { asked }: Workspace,
  { products, logOdds }: Rated,
  { logPrices, relativeMargins }: ChoosingFacts,
  { relevanceFloor, mostTimesCartPrice, marginDial }: ChoosingOptions,
  kept: BestFirst,
): void {
  const floor = relevanceFloor > 0 ? mostOf(logOdds) + Math.log(relevanceFloor) : Number.NEGATIVE_INFINITY;
  const mostLogPrice = asked.cartLogPrice + Math.log(mostTimesCartPrice);
  for (let place = 0; place < logOdds.length; place++) {
    const product = products[place] ?? 0;
    const odds = logOdds[place] ?? 0;
    if (odds < floor || (logPrices[product] ?? 0) > mostLogPrice) continue;
    offer(kept, product, dialMargin(odds, relativeMargins[product] ?? 1, marginDial));
  }
  sortBestFirst(kept);
}

/** Softmax over all that were looked at closely. */
function toScored({ ids, length }: BestFirst, { products, logOdds }: Rated): Scored[] {
  const most = mostOf(logOdds);
  let sum = 0;
  for (let place = 0; place < logOdds.length; place++) sum += Math.exp((logOdds[place] ?? 0) - most);
  const scored: Scored[] = [];
  for (let at = 0; at < length; at++) {
    const product = ids[at] ?? 0;
    scored.push({ product, score: Math.exp((logOdds[products.indexOf(product)] ?? 0) - most) / sum });
  }
  return scored;
}

function mostOf(logOdds: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < logOdds.length; place++) most = Math.max(most, logOdds[place] ?? 0);
  return most;
}

/**
 * Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): each next offer is the one with the best score, less `diversity` times
 * its likeness in content to the likest offer before it, on the scale of the best score.
 */
function spread(scored: readonly Scored[], content: NeighbourLists, diversity: number, k: number): Scored[] {
  const left = [...scored];
  const chosen: Scored[] = [];
  const most = left.reduce((best, { score }) => Math.max(best, score), 1e-12);
  while (left.length > 0 && chosen.length < k) {
    let best = 0;
    let bestValue = Number.NEGATIVE_INFINITY;
    left.forEach(({ product, score }, at) => {
      const likeness = chosen.reduce(
        (max, other) => Math.max(max, likenessOf(content, other.product, product)),
        0,
      );
      const value = ((1 - diversity) * score) / most - diversity * likeness;
      if (value > bestValue) {
        bestValue = value;
        best = at;
      }
    });
    chosen.push(...left.splice(best, 1));
  }
  return chosen;
}

function likenessOf({ offsets, neighbours, values }: NeighbourLists, product: number, other: number): number {
  for (let slot = offsets[product] ?? 0; slot < (offsets[product + 1] ?? 0); slot++)
    if (neighbours[slot] === other) return values[slot] ?? 0;
  return 0;
}
