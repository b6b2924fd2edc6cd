import { SECONDS, type Instant } from '../../kernel/instant.ts';
import { legacyId, type ProductId } from '../../kernel/ids.ts';
import type { CatalogProduct, CatalogVariant } from '../catalog.ts';
import type { DecisionQuestion, ShopSnapshot } from '../decision.ts';
import { NO_CONSENT, OUTSIDE_CHECKOUT } from '../outside-checkout.ts';
import { rankedAsOf } from '../ranked-as-of.ts';
import { openRender } from '../render.ts';
import { homeCountryOf } from './compile-shop.ts';
import { localSources, suggestionsOf, toLists } from './compile-lists.ts';
import { bytesOf } from './payload-bytes.ts';
import { LOCAL_PLACEMENT, MAX_PAYLOAD_BYTES, PAYLOAD_VERSION, type ProductPayload } from './payload.ts';
import { rulesName } from './rules-name.ts';

const LIFETIME = 7 * SECONDS.day;
/** So many suggestions of a list, where there is room: what is in the cart or rests makes place for the next. */
const MOST_SUGGESTIONS = 20;
/** So many variants have their price told: some 300 bytes. */
const MOST_PRICES = 15;

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
  const all = sources.map(
    ([name, source]) => [name, suggestionsOf(source, render, MOST_SUGGESTIONS)] as const,
  );
  const portable = snapshot.model.portable(rankedAsOf(now), homeCountryOf(snapshot));
  const evidence = portable.product(productId);
  const prices = Object.fromEntries(
    product.variants.slice(0, MOST_PRICES).map(({ id, price }) => [legacyId(id), price.amountMinor]),
  );
  for (let most = MOST_SUGGESTIONS; most > 0; most -= 1) {
    const listed = toLists(all.map(([name, list]) => [name, list.slice(0, most)] as const));
    const payload: ProductPayload = {
      v: PAYLOAD_VERSION,
      until: now + LIFETIME,
      rules: rulesName(snapshot),
      ships: shipsAlike(product),
      prices,
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

function shipsAlike({ variants }: CatalogProduct): boolean | null {
  const [first, ...others] = new Set(variants.map(({ requiresShipping }) => requiresShipping));
  return first === undefined || others.length > 0 ? null : first;
}
