import type { UpsellTexts } from '../campaign.ts';
import type { DecidedItem } from '../decision.ts';
import { offeredUnits } from '../offered-units.ts';
import { isExploring } from '../explore.ts';
import { textsFor } from '../translations.ts';
import { judgeLocally, type LocalRender } from './local-render.ts';
import type { LocalUpsell } from './payload.ts';
import { rankSuggestions, type RankedSuggestion } from './rank-suggestions.ts';

export type LocalDecidedOffer = Extract<DecidedItem, { kind: 'offer' }>;

/** Null where a product of the cart has no list of this name: it was written before the campaign was. */
export function decideUpsell(
  campaignId: string,
  upsell: LocalUpsell,
  render: LocalRender,
  room: number,
): { readonly items: readonly LocalDecidedOffer[]; readonly isWhole: boolean } | null {
  const wanted = Math.max(0, Math.min(room, upsell.maxOffers));
  const draws = wanted > 1 && upsell.mayDraw && isExploring(render);
  const ranked = rankSuggestions(render.payloads, upsell.list, render.question.now);
  if (ranked === null) return null;
  const { homeCountry } = render.payloads.shop;
  const offers: LocalDecidedOffer[] = [];
  for (const suggestion of ranked) {
    if (offers.length >= (draws ? wanted - 1 : wanted)) break;
    const offer = toOffer(campaignId, upsell, suggestion, render);
    if (offer === null) continue;
    // Said of another country it would not be true.
    if (offer.reason.code === 'popular-in-country' && render.question.country !== homeCountry) break;
    render.offered.add(offer.productId);
    offers.push(offer);
  }
  return { items: offers, isWhole: offers.length === wanted };
}

/** Null where a guardrail refuses it, or another campaign offers it already. */
function toOffer(
  campaignId: string,
  upsell: LocalUpsell,
  { offer: { productId }, reason }: RankedSuggestion,
  render: LocalRender,
): LocalDecidedOffer | null {
  const offer = render.offered.has(productId) ? null : judgeLocally(productId, campaignId, render);
  if (offer === null) return null;
  const { product, variant, price } = offer;
  const { headline } = textsFor<UpsellTexts>(upsell, render.question.language).texts;
  const { title, imageUrl } = product;
  const { question, snapshot } = render;
  const mostUnits = offeredUnits(variant.stock, question.lines, snapshot.guardrails);
  return {
    kind: 'offer',
    key: `${campaignId}:${productId}`,
    campaignId,
    headline,
    layout: upsell.layout,
    productId,
    variantId: variant.id,
    title,
    imageUrl,
    price,
    ...(upsell.choosesUnits && mostUnits > 1 && { mostUnits }),
    reason: { ...reason, evidence: {} },
  };
}
