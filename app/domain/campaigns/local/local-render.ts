import type { ProductId } from '../../kernel/ids.ts';
import { productKey } from '../../recommendations/portable/product-key.ts';
import type { DecisionQuestion } from '../decision.ts';
import { marketOf, priceFor } from '../price.ts';
import { offerCatalog } from './offer-catalog.ts';
import type { Payloads } from './payload.ts';
import type { OfferParts } from '../guardrails/judge.ts';
import { RENDER_GUARDRAILS } from './render-guardrails.ts';
import { readResting } from './resting-text.ts';

/** What a checkout knows of itself. */
export type LocalQuestion = Pick<
  DecisionQuestion,
  | 'now'
  | 'checkoutToken'
  | 'lines'
  | 'country'
  | 'currency'
  | 'language'
  | 'consent'
  | 'dismissed'
  | 'canAddLines'
  | 'isBusiness'
> & {
  /** The shop's own word of what the cart costs, in minor units. */
  readonly cartSubtotalMinor: number;
};

export type LocalRender = ReturnType<typeof openLocalRender>;

/** What guardrails read, from the payloads: the catalog holds the cart and what may be offered beside it. */
export function openLocalRender(payloads: Payloads, question: LocalQuestion) {
  const { shop } = payloads;
  const catalog = offerCatalog(payloads, question.lines);
  const cartProducts = question.lines.flatMap(({ productId, components = [] }) =>
    [productId ?? [], components].flat(),
  );
  return {
    payloads,
    question: { ...question, pastItems: [], returned: new Set<ProductId>() },
    snapshot: {
      catalog,
      guardrails: shop.guardrails,
      exploration: shop.exploration,
      bannedProducts: new Set<ProductId>(),
      spentCampaigns: new Set<string>(),
    },
    cartProducts: new Set(cartProducts),
    cartSubtotalMinor: question.cartSubtotalMinor,
    market: marketOf(catalog, question.country),
    ownedUntil: new Map<ProductId, number>(),
    resting: readResting(payloads.customer?.resting ?? ''),
    offered: new Set<ProductId>(),
  };
}

/** The product as it can be offered in this render, as the server's `judge` has it; null where guardrails refuse all of its variants. */
export function judgeLocally(
  productId: ProductId,
  campaignId: string | null,
  render: LocalRender,
): OfferParts | null {
  const { question, snapshot, resting } = render;
  const product = snapshot.catalog.products.get(productId);
  // The customer has it, gave it back, or has seen enough of it.
  const rests = (resting.get(productKey(productId)) ?? 0) > question.now;
  if (!product || rests) return null;
  const offers = product.variants.flatMap((variant) => {
    const price = priceFor(variant, snapshot.catalog, question.country, question.currency);
    const proposal = { productId, campaignId, product, variant, price };
    const isRefused = RENDER_GUARDRAILS.some((guardrail) => guardrail.refuses(proposal, render));
    return price === null || isRefused ? [] : [{ variant, price }];
  });
  const [first] = offers;
  return first === undefined
    ? null
    : { product, ...first, choices: product.variants.length > 1 ? offers : [] };
}
