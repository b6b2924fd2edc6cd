import type { UpsellTexts } from '../campaign.ts';
import type { DecidedItem } from '../decision.ts';
import { asksTooMuch, offeredItem } from '../offered-item.ts';
import { isExploring } from '../explore.ts';
import { textsFor } from '../translations.ts';
import { withVariant } from '../with-variant.ts';
import { judgeLocally, type LocalRender } from './local-render.ts';
import type { LocalOffer, LocalUpsell, LocalUsual } from './payload.ts';
import { mayUse } from '../../profiles/consent-uses.ts';
import { goesByCart, goesByHistory, USUAL_LIST } from './list-name.ts';
import { rankSuggestions, type RankedSuggestion } from './rank-suggestions.ts';

export type LocalDecidedOffer = Extract<DecidedItem, { kind: 'offer' }>;

/**
 * Not whole where more may follow that is not known. Null where a product of the cart has no list of this name: it was written before the
 * campaign was.
 */
export function decideUpsell(
  campaignId: string,
  upsell: LocalUpsell,
  render: LocalRender,
  room: number,
): { readonly items: readonly LocalDecidedOffer[]; readonly isWhole: boolean } | null {
  const wanted = Math.min(room, upsell.maxOffers);
  if (wanted <= 0) return { items: [], isWhole: true };
  const draws = wanted > 1 && upsell.mayDraw && isExploring(render);
  const suggested = suggestionsOf(upsell.list, render);
  if (suggested === null) return null;
  const { homeCountry } = render.payloads.shop;
  const offers: LocalDecidedOffer[] = [];
  for (const suggestion of suggested.ranked) {
    if (offers.length >= (draws ? wanted - 1 : wanted)) return { items: offers, isWhole: !draws };
    const offer = toOffer(campaignId, upsell, suggestion, render);
    const isCertain = isSettled(suggestion.offer, render);
    if (offer === null && isCertain) continue;
    // Said of another country it would not be true.
    const isForeign = offer?.reason.code === 'popular-in-country' && render.question.country !== homeCountry;
    if (offer === null || isForeign || !isCertain) return { items: offers, isWhole: false };
    render.offered.add(offer.productId);
    offers.push(offer);
  }
  return { items: offers, isWhole: !draws && (suggested.isWhole || offers.length === wanted) };
}

/** Whether no variant that is not told could be offered in place of this one. */
function isSettled({ productId, hasVariants }: LocalOffer, { cartProducts, offered }: LocalRender): boolean {
  return !hasVariants || cartProducts.has(productId) || offered.has(productId);
}

interface Suggested {
  /** Best first. */
  readonly ranked: readonly (Pick<RankedSuggestion, 'offer' | 'reason'> & Pick<LocalUsual, 'variantId'>)[];
  /** No others may follow. */
  readonly isWhole: boolean;
}

/** What a list holds for this cart and buyer. */
function suggestionsOf(list: string, render: LocalRender): Suggested | null {
  return list === USUAL_LIST ? usualSuggestions(render) : ofProducts(list, render);
}

/** Where the model knows more than the lists of single products, of a history, of what was looked at, of products together, their end is not the end. */
function ofProducts(list: string, { payloads, question }: LocalRender): Suggested | null {
  const ranked = rankSuggestions(payloads, list, question.now);
  const isCut = [...payloads.products.values()].some(({ cut }) => cut.includes(list));
  const { customer, products } = payloads;
  const hasHistory = customer !== null && goesByHistory(list);
  const mayHaveLooked = customer === null && mayUse('guestProfile', question.consent);
  const isTogether = goesByCart(list) && (products.size > 1 || mayHaveLooked);
  return ranked && { ranked, isWhole: !isCut && !hasHistory && !isTogether };
}

function usualSuggestions({ payloads: { customer }, question: { now } }: LocalRender): Suggested {
  const due = (customer?.usual ?? []).filter(({ dueAt }) => dueAt <= now);
  return { ranked: due, isWhole: customer?.isUsualWhole ?? true };
}

/** Null where a guardrail refuses it, or another campaign offers it already. */
function toOffer(
  campaignId: string,
  upsell: LocalUpsell,
  { offer: { productId }, variantId, reason }: Suggested['ranked'][number],
  render: LocalRender,
): LocalDecidedOffer | null {
  const judged = render.offered.has(productId) ? null : judgeLocally(productId, campaignId, render);
  if (judged === null) return null;
  const parts = withVariant(judged, variantId);
  if (asksTooMuch(parts, upsell.layout)) return null;
  const { headline } = textsFor<UpsellTexts>(upsell, render.question.language).texts;
  return {
    ...offeredItem({ ...upsell, campaignId, headline }, parts, render),
    reason: { ...reason, evidence: {} },
  };
}
