import type { ProductId, VariantId } from '../kernel/ids.ts';
import { MOST_ALTERNATIVES, type Alternative } from '../recommendations/exploration/draw.ts';
import type { Candidate } from '../recommendations/model.ts';
import type { Campaign, ProductSource, UpsellTexts } from './campaign.ts';
import { productsOfCollection } from './collections.ts';
import type { DecidedItem, Reason } from './decision.ts';
import { drawAlternative, isExploring } from './explore.ts';
import { needsChoice } from './guardrails/variant-guardrails.ts';
import type { OfferParts } from './guardrails/judge.ts';
import { asksTooMuch, isOneOfSeveral, offeredItem, offerKey } from './offered-item.ts';
import { handPicked, reasonFor, toReason } from './reasons.ts';
import type { Render } from './render.ts';
import type { Strategy } from './strategies.ts';
import { textsFor } from './translations.ts';
import { usualProducts } from './usual-products.ts';
import { withVariant } from './with-variant.ts';

export type UpsellCampaign = Extract<Campaign, { kind: 'upsell' }>;

/** A product that a campaign would offer, if the guardrails let it. */
export interface Suggestion {
  readonly productId: ProductId;
  /** Of the model's suggestions: what a draw goes by. */
  readonly alternative: Alternative | null;
  /** The one that is offered of several, without asking. */
  readonly variantId?: VariantId | null;
  reason(): Reason;
}

/** A suggestion that the guardrails let through. */
interface Allowed extends Suggestion {
  readonly offer: OfferParts;
}

/**
 * The campaign's offers, best first: at most `room` and at most its own number. Every refusal is recorded. In a checkout that explores, the
 * last of two or more recommended offers is drawn from the best that are left; a campaign's first offer never is.
 */
export function decideOffers(campaign: UpsellCampaign, render: Render, room: number): DecidedItem[] {
  const wanted = Math.min(room, campaign.content.maxOffers);
  if (wanted <= 0) return [];
  const draws = wanted > 1 && mayDraw(campaign.content.source) && isExploring(render.situation);
  const best = firstOf(allowed(campaign, render), draws ? wanted - 1 + MOST_ALTERNATIVES : wanted);
  const chosen = draws ? withLastDrawn(campaign, render, best, wanted) : best;
  for (const { productId } of chosen) render.offered.add(productId);
  const { headline } = textsFor<UpsellTexts>(campaign.content, render.situation.question.language).texts;
  const offering = { ...campaign.content, campaignId: campaign.id, headline };
  return chosen.map(({ offer, reason }) => ({
    ...offeredItem(offering, offer, render.situation),
    reason: reason(),
  }));
}

/** Whether offers of this source may be drawn by chance: draws are judged against the model's whole list, so a narrower strategy draws nothing. */
export function mayDraw(source: ProductSource): boolean {
  return source.kind === 'recommended' && source.strategy === 'best';
}

function firstOf<Item>(items: Iterable<Item>, count: number): readonly Item[] {
  const first: Item[] = [];
  for (const item of items) {
    first.push(item);
    if (first.length >= count) break;
  }
  return first;
}

function withLastDrawn(
  campaign: UpsellCampaign,
  render: Render,
  best: readonly Allowed[],
  wanted: number,
): readonly Allowed[] {
  const open = best.slice(wanted - 1);
  const alternatives = open.flatMap(({ alternative }) => alternative ?? []);
  if (open.length < 2 || alternatives.length < open.length) return best.slice(0, wanted);
  const salt = `${campaign.id}:${render.drawn.length}`;
  const { place, propensities } = drawAlternative(render.situation, salt, alternatives);
  const drawn = open.slice(place, place + 1);
  for (const { productId } of drawn)
    render.drawn.push({
      key: offerKey(campaign.id, productId),
      cart: [...render.situation.cartProducts],
      alternatives: open.map((one, at) => ({ productId: one.productId, propensity: propensities[at] ?? 0 })),
    });
  return [...best.slice(0, wanted - 1), ...drawn];
}

function* allowed(campaign: UpsellCampaign, render: Render): Iterable<Allowed> {
  for (const suggestion of suggestions(campaign.content.source, render)) {
    const offer = judgeOffer(campaign, suggestion, render);
    if (offer !== null) yield { ...suggestion, offer };
  }
}

/** What a source leads to in this render, best first. */
export function suggestions(source: ProductSource, render: Render): Iterable<Suggestion> {
  switch (source.kind) {
    case 'products':
      return chosenByHand(new Set(source.productIds));
    case 'usual':
      return dueAgain(render);
    case 'collection':
      return ofCollection(
        new Set(productsOfCollection(render.situation.snapshot.catalog, source.title)),
        render,
      );
    case 'recommended':
      return recommended(source.strategy, render);
  }
}

function* chosenByHand(productIds: Iterable<ProductId>): Iterable<Suggestion> {
  for (const productId of productIds) yield { productId, alternative: null, reason: handPicked };
}

/** What the customer buys again and again and is due for; the answer holds until the next is due. */
function* dueAgain(render: Render): Iterable<Suggestion> {
  const { question } = render.situation;
  for (const { productId, variantId, dueAt, reason } of usualProducts(render.situation)) {
    if (dueAt > question.now) render.holdUntil(dueAt);
    else yield { productId, alternative: null, variantId, reason: () => toReason(reason()) };
  }
}

/** What the model suggests of the collection, then the rest of it. */
function* ofCollection(members: ReadonlySet<ProductId>, render: Render): Iterable<Suggestion> {
  const suggested = new Set<ProductId>();
  for (const suggestion of recommended('best', render)) {
    if (!members.has(suggestion.productId)) continue;
    suggested.add(suggestion.productId);
    yield suggestion;
  }
  yield* chosenByHand([...members].filter((productId) => !suggested.has(productId)));
}

function* recommended(strategy: Strategy, render: Render): Iterable<Suggestion> {
  for (const candidate of render.candidates(strategy))
    yield {
      productId: candidate.productId,
      alternative: alternativeOf(candidate),
      reason: () => reasonFor(candidate),
    };
}

/** What the merchant set is nothing to draw from. */
function alternativeOf({ score, acceptances }: Candidate): Alternative | null {
  return acceptances === null ? null : { score, acceptances };
}

/** The offer's parts; null, and a refusal, where a guardrail keeps it back. */
function judgeOffer(
  campaign: UpsellCampaign,
  { productId, variantId = null }: Suggestion,
  render: Render,
): OfferParts | null {
  const judgement = render.judge(productId, campaign.id);
  const offer = judgement.isAllowed ? withVariant(judgement.offer, variantId) : null;
  const guardrail = judgement.isAllowed
    ? refusalOf(campaign, offer, { productId, variantId }, render)
    : judgement.guardrail;
  if (guardrail) render.refuse({ campaignId: campaign.id, productId, guardrail });
  return guardrail ? null : offer;
}

/** What only a campaign can say. */
function refusalOf(
  { content: { layout } }: UpsellCampaign,
  offer: OfferParts | null,
  { productId, variantId = null }: Pick<Suggestion, 'productId' | 'variantId'>,
  render: Render,
): string | null {
  if (render.offered.has(productId)) return 'already-offered';
  if (offer === null) return null;
  const isOther = variantId !== null && variantId !== offer.variant.id;
  if (isOther && isOneOfSeveral(offer)) return 'other-variant';
  return asksTooMuch(offer, layout) ? needsChoice.name : null;
}
