import type { ProductId } from '../kernel/ids.ts';
import type { Layout } from './layouts.ts';
import type { CatalogVariant } from './catalog.ts';
import type { DecidedItem, DecisionQuestion, ShopSnapshot } from './decision.ts';
import type { OfferParts } from './guardrails/judge.ts';
import { offeredUnits } from './offered-units.ts';

/** What a campaign says of everything it offers. */
export interface Offering {
  readonly campaignId: string;
  readonly headline: string;
  readonly layout: Layout;
  readonly choosesUnits: boolean;
}

export type OfferedItem = Omit<Extract<DecidedItem, { kind: 'offer' }>, 'reason'>;

interface Asked {
  readonly question: Pick<DecisionQuestion, 'lines'>;
  readonly snapshot: { readonly guardrails: Pick<ShopSnapshot['guardrails'], 'mostUnits'> };
}

/** An offer as it is decided, but for its reason: the variant, its price and units, and what may be chosen in its place. */
export function offeredItem(
  { campaignId, headline, layout, choosesUnits }: Offering,
  parts: OfferParts,
  { question, snapshot }: Asked,
): OfferedItem {
  const { product, variant, price, choices } = parts;
  const unitsOf = ({ stock }: CatalogVariant): { readonly mostUnits?: number } => {
    const mostUnits = offeredUnits(stock, question.lines, snapshot.guardrails);
    return choosesUnits && mostUnits > 1 ? { mostUnits } : {};
  };
  return {
    kind: 'offer',
    key: offerKey(campaignId, product.id),
    campaignId,
    headline,
    layout,
    productId: product.id,
    variantId: variant.id,
    title: titleOf(parts),
    imageUrl: product.imageUrl,
    price,
    ...unitsOf(variant),
    ...(choices.length > 0 && {
      choices: choices.map((each) => ({
        variantId: each.variant.id,
        title: each.variant.title,
        price: each.price,
        ...unitsOf(each.variant),
      })),
    }),
  };
}

/** Of several variants the one that a tap adds is named, where the shopper is not asked which. */
export function titleOf(offer: OfferParts): string {
  const { product, variant } = offer;
  return isOneOfSeveral(offer) ? `${product.title} – ${variant.title}` : product.title;
}

/** Whether a tap adds one of several variants, and the shopper is not asked which. */
export function isOneOfSeveral({ product, choices }: OfferParts): boolean {
  return product.variants.length > 1 && choices.length === 0;
}

/** Names an offer within a decision. */
export function offerKey(campaignId: string, productId: ProductId): string {
  return `${campaignId}:${productId}`;
}

/** A chip has no room to ask which variant. */
export function asksTooMuch({ choices }: OfferParts, layout: Layout): boolean {
  return layout === 'chips' && choices.length > 1;
}
