import type { ProductId } from '../../kernel/ids.ts';
import type { ProductSource } from '../campaign.ts';
import type { ShopSnapshot } from '../decision.ts';
import { suggestions, type Suggestion } from '../offers.ts';
import type { Render } from '../render.ts';
import { compileOffer } from './compile-offer.ts';
import { listName } from './list-name.ts';
import { LOCAL_PLACEMENT, type LocalOffer, type LocalSuggestion, type ProductPayload } from './payload.ts';

const SCORE_DIGITS = 3;
/** How much a product that is tied to no other says against those that are. */
const LEAST_TIE = 0.01;

/** Where the upsells of the placement take their products from, each source once. */
export function localSources({
  campaigns,
  experiments,
}: ShopSnapshot): readonly (readonly [string, ProductSource])[] {
  const shown = campaigns
    .filter(({ placements }) => placements.includes(LOCAL_PLACEMENT))
    .flatMap((campaign) => [
      campaign,
      ...(experiments.get(campaign.id)?.arms ?? []).flatMap(({ variant }) => variant ?? []),
    ]);
  const sources = shown.flatMap((each) => (each.kind === 'upsell' ? [each.content.source] : []));
  const ofProducts = sources.filter(({ kind }) => kind !== 'usual');
  return [...new Map(ofProducts.map((source) => [listName(source), source]))];
}

/** A suggestion that every guardrail about the product lets through. */
export interface Passed {
  readonly offer: LocalOffer;
  readonly score: number;
  readonly reason: LocalSuggestion['reason'];
}

/** Of those that are kept, one more than `most`, so that it is known whether more follow. */
export function suggestionsOf(
  source: ProductSource,
  render: Render,
  most: number,
  isKept: (suggestion: Suggestion) => boolean = () => true,
): readonly Passed[] {
  const passed: Passed[] = [];
  const tie = strongestTie(render);
  for (const suggestion of suggestions(source, render)) {
    const offer = isKept(suggestion) ? compileOffer(suggestion.productId, render.situation) : null;
    if (offer === null) continue;
    const { code, text } = suggestion.reason();
    const score = scoreOf(suggestion, tie, passed);
    passed.push({ offer, score, reason: { code, text } });
    if (passed.length > most) break;
  }
  return passed;
}

/** How closely the product of the cart is tied to the one that it is bought with most. */
function strongestTie({ situation: { snapshot, cartProducts } }: Render): number {
  const [productId] = cartProducts;
  const [closest] = productId === undefined ? [] : snapshot.model.neighbours(productId);
  return Math.max(LEAST_TIE, closest?.score ?? 0);
}

/**
 * The model's own score, times how much the product of the cart says of others; of what a merchant chose, by the order in which it was
 * chosen, before all of the model's or after them.
 */
function scoreOf({ alternative }: Suggestion, tie: number, before: readonly Passed[]): number {
  if (alternative !== null) return Number((alternative.score * tie).toPrecision(SCORE_DIGITS));
  const isAfterModel = before.some(({ score }) => score <= 1);
  return (isAfterModel ? -1 : 2) - before.length / 1000;
}

/** Each offer once, named by its place. */
export function toLists(
  named: readonly (readonly [string, readonly Passed[]])[],
): Pick<ProductPayload, 'lists' | 'offers'> {
  const offers = new Map<ProductId, LocalOffer>();
  for (const [, list] of named) for (const { offer } of list) offers.set(offer.productId, offer);
  const places = [...offers.keys()];
  const lists = named.map(([name, list]) => [
    name,
    list.map(({ offer, score, reason }) => ({ offer: places.indexOf(offer.productId), score, reason })),
  ]);
  return { lists: Object.fromEntries(lists), offers: [...offers.values()] };
}
