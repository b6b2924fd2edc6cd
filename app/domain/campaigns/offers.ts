import type { ProductId } from '../kernel/ids.ts';
import type { Campaign } from './campaign.ts';
import type { DecidedItem, Reason } from './decision.ts';
import type { OfferParts } from './guardrails/judge.ts';
import { handPicked, reasonFor } from './reasons.ts';
import type { Render } from './render.ts';

type UpsellCampaign = Extract<Campaign, { kind: 'upsell' }>;

/** A product that a campaign would offer, if the guardrails let it. */
interface Suggestion {
  readonly productId: ProductId;
  reason(): Reason;
}

/** The campaign's offers, best first: at most `room` and at most its own number. Every refusal is recorded. */
export function decideOffers(campaign: UpsellCampaign, render: Render, room: number): DecidedItem[] {
  const wanted = Math.min(room, campaign.content.maxOffers);
  const items: DecidedItem[] = [];
  if (wanted <= 0) return items;
  for (const suggestion of suggestions(campaign, render)) {
    const item = decideOffer(campaign, suggestion, render);
    if (item) items.push(item);
    if (items.length >= wanted) break;
  }
  return items;
}

function* suggestions({ content }: UpsellCampaign, render: Render): Iterable<Suggestion> {
  if (content.source.kind === 'products') {
    for (const productId of content.source.productIds) yield { productId, reason: handPicked };
    return;
  }
  for (const candidate of render.candidates())
    yield { productId: candidate.productId, reason: () => reasonFor(candidate) };
}

function decideOffer(
  campaign: UpsellCampaign,
  { productId, reason }: Suggestion,
  render: Render,
): DecidedItem | null {
  const judgement = render.judge(productId, campaign.id);
  const guardrail = judgement.isAllowed
    ? render.offered.has(productId) && 'already-offered'
    : judgement.guardrail;
  if (guardrail) render.refuse({ campaignId: campaign.id, productId, guardrail });
  if (guardrail || !judgement.isAllowed) return null;
  render.offered.add(productId);
  return toItem(campaign, judgement.offer, reason());
}

function toItem(
  campaign: UpsellCampaign,
  { product, variant, price }: OfferParts,
  reason: Reason,
): DecidedItem {
  return {
    kind: 'offer',
    key: `${campaign.id}:${product.id}`,
    campaignId: campaign.id,
    headline: campaign.content.headline,
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    imageUrl: product.imageUrl,
    price,
    reason,
  };
}
