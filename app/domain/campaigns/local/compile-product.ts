import { SECONDS, type Instant } from '../../kernel/instant.ts';
import type { ProductId } from '../../kernel/ids.ts';
import type { ProductSource } from '../campaign.ts';
import type { CatalogProduct, CatalogVariant } from '../catalog.ts';
import type { DecisionQuestion, ShopSnapshot } from '../decision.ts';
import { suggestions, type Suggestion } from '../offers.ts';
import { NO_CONSENT, OUTSIDE_CHECKOUT } from '../outside-checkout.ts';
import { openRender, type Render } from '../render.ts';
import { rankedAsOf } from '../candidates.ts';
import { homeCountryOf } from './compile-shop.ts';
import { compileOffer } from './compile-offer.ts';
import { listName } from './list-name.ts';
import { bytesOf } from './payload-bytes.ts';
import {
  LOCAL_PLACEMENT,
  MAX_PAYLOAD_BYTES,
  PAYLOAD_VERSION,
  type LocalOffer,
  type LocalSuggestion,
  type ProductPayload,
} from './payload.ts';
import { rulesName } from './rules-name.ts';

const LIFETIME = 7 * SECONDS.day;
/** So many suggestions of a list, where there is room: what is in the cart or rests makes place for the next. */
const MOST_SUGGESTIONS = 8;
const SCORE_DIGITS = 3;
/** How much a product that is tied to no other says against those that are. */
const LEAST_TIE = 0.01;

/** What goes with a product, for guests of the shop's home market. Lists are cut until all of it fits. */
export function compileProduct(
  snapshot: ShopSnapshot,
  productId: ProductId,
  now: Instant,
): ProductPayload | null {
  const product = snapshot.catalog.products.get(productId);
  const [variant] = product?.variants ?? [];
  if (!product || !variant) return null;
  const render = openRender(snapshot, cartOf(snapshot, product, variant, now));
  const sources = localSources(snapshot);
  const all = sources.map(([name, source]) => [name, suggestionsOf(source, render)] as const);
  const portable = snapshot.model.portable(rankedAsOf(now), homeCountryOf(snapshot));
  const evidence = portable.product(productId);
  for (let most = MOST_SUGGESTIONS; most > 0; most -= 1) {
    const listed = toLists(all.map(([name, list]) => [name, list.slice(0, most)] as const));
    const payload: ProductPayload = {
      v: PAYLOAD_VERSION,
      until: now + LIFETIME,
      rules: rulesName(snapshot),
      ships: shipsAlike(product),
      components: product.components,
      ...listed,
      cut: all.flatMap(([name, list]) => (list.length > most ? name : [])),
      traits: listed.offers.map((offer) => portable.traits(offer.productId)),
      evidence,
    };
    if (bytesOf(payload) <= MAX_PAYLOAD_BYTES) return payload;
  }
  return null;
}

/** Where the upsells of the placement take their products from, each source once. */
function localSources({
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

/** A cart with one of the product, of a guest at home. */
function cartOf(
  snapshot: ShopSnapshot,
  { id: productId }: CatalogProduct,
  { id: variantId }: CatalogVariant,
  now: Instant,
): DecisionQuestion {
  return {
    ...OUTSIDE_CHECKOUT,
    now,
    placements: [LOCAL_PLACEMENT],
    shopperId: null,
    profile: null,
    lines: [{ variantId, productId, quantity: 1 }],
    country: homeCountryOf(snapshot),
    currency: snapshot.currency,
    consent: NO_CONSENT,
    canChoose: true,
  };
}

interface Passed {
  readonly offer: LocalOffer;
  readonly score: number;
  readonly reason: LocalSuggestion['reason'];
}

/** One more than are kept, so that it is known whether more follow. */
function suggestionsOf(source: ProductSource, render: Render): readonly Passed[] {
  const passed: Passed[] = [];
  const tie = strongestTie(render);
  for (const suggestion of suggestions(source, render)) {
    const offer = compileOffer(suggestion.productId, render.situation);
    if (offer === null) continue;
    const { code, text } = suggestion.reason();
    const score = scoreOf(suggestion, tie, passed);
    passed.push({ offer, score, reason: { code, text } });
    if (passed.length > MOST_SUGGESTIONS) break;
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

function shipsAlike({ variants }: CatalogProduct): boolean | null {
  const [first, ...others] = new Set(variants.map(({ requiresShipping }) => requiresShipping));
  return first === undefined || others.length > 0 ? null : first;
}

/** Each offer once, named by its place. */
function toLists(
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
