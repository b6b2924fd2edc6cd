import { legacyId, type ProductId } from '../../kernel/ids.ts';
import { drawArm } from '../arms.ts';
import type { DecidedItem, DecisionQuestion } from '../decision.ts';
import { CLAUSES } from '../eligibility.ts';
import { isExploring } from '../explore.ts';
import { isHeldOut } from '../held-out.ts';
import { MOST_OFFERS } from '../layouts.ts';
import { marketOf, priceFor } from '../price.ts';
import { textsFor } from '../translations.ts';
import type { UpsellTexts } from '../campaign.ts';
import { offerCatalog } from './offer-catalog.ts';
import type { LocalCampaign, LocalUpsell, Payloads } from './payload.ts';
import { RENDER_GUARDRAILS } from './render-guardrails.ts';
import { rankSuggestions, type RankedSuggestion } from './rank-suggestions.ts';

export type LocalDecidedOffer = Extract<DecidedItem, { kind: 'offer' }>;

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

/**
 * The first offers that the server would give as well, by the same campaigns, arms and guardrails; in the order of their
 * campaigns. It ends at the first thing that only the server can tell: nothing that comes after it may go before it. Empty where the
 * first thing is such a thing, where the buyer is in the holdout, and where the payloads do not belong together.
 */
export function decideLocal(payloads: Payloads, question: LocalQuestion): readonly LocalDecidedOffer[] {
  const unit = payloads.customer?.unit ?? question.checkoutToken;
  if (unit === null || question.isBusiness || !isReadable(payloads, question)) return [];
  if (isHeldOut(payloads.shop, { unit })) return [];
  const render = openLocalRender(payloads, question);
  const offers: LocalDecidedOffer[] = [];
  const groups = new Set<string>();
  for (const campaign of payloads.shop.campaigns) {
    const { group } = campaign.limits;
    const { shows } = drawArm(campaign, campaign.experiment ?? undefined, unit);
    if (shows === null || (group !== null && groups.has(group))) continue;
    const standing = standingOf(shows, payloads, question);
    if (standing === 'refused') continue;
    if (standing === 'unknown' || shows.upsell === null) break;
    const given = decideUpsell(
      campaign.id,
      shows.upsell,
      render,
      MOST_OFFERS[shows.upsell.layout] - offers.length,
    );
    if (given === null) break;
    offers.push(...given.offers);
    if (given.offers.length > 0 && group !== null) groups.add(group);
    if (!given.isWhole) break;
  }
  return offers;
}

/** Written by the same rules, and the cart is known as far as guardrails ask about it: what is inside a bundle is not. */
function isReadable({ shop, products, customer }: Payloads, { lines }: LocalQuestion): boolean {
  const inCart = lines.map(({ productId }) => (productId === null ? undefined : products.get(productId)));
  const areKnown = inCart.every(
    (product) => product !== undefined && (product.ships !== null || shop.guardrails.mixesShipping),
  );
  const all = [...products.values(), ...(customer ? [customer] : [])];
  const hasBundle = lines.some(({ components = [] }) => components.length > 0);
  return inCart.length > 0 && areKnown && !hasBundle && all.every(({ rules }) => rules === shop.rules);
}

/** Whether a campaign is for this shopper, as far as that can be told. */
function standingOf(
  campaign: LocalCampaign,
  { shop, customer }: Payloads,
  question: LocalQuestion,
): 'open' | 'refused' | 'unknown' {
  const { known, ofCheckout, ofStranger } = shop.segments;
  if ((customer?.restingCampaigns[campaign.id] ?? 0) > question.now) return 'refused';
  const asked = {
    memberOf: new Set(customer?.segments ?? ofStranger),
    situation: {
      snapshot: {
        plan: { segments: known.map((id) => ({ id })) },
        spentCampaigns: new Set(shop.spentCampaigns),
      },
      question: { ...question, pastItems: [] },
    },
  };
  const refusing = CLAUSES.filter((clause) => clause.refuses(campaign, asked)).map(({ name }) => name);
  if (campaign.upsell !== null && shop.spentCampaigns.includes(campaign.id)) return 'refused';
  // What was seen in a guest's browser may put them into any segment.
  const isOpen = customer === null && question.consent.preferences && question.consent.analytics;
  const unknown = [...campaign.audience, ...campaign.excluded].some(
    (id) => isOpen || ofCheckout.includes(id),
  );
  if (refusing.some((name) => name !== 'not-in-audience' && name !== 'kept-out')) return 'refused';
  if (unknown) return 'unknown';
  return refusing.length > 0 ? 'refused' : 'open';
}

type LocalRender = ReturnType<typeof openLocalRender>;

/** What guardrails read, from the payloads: the catalog holds the cart and what may be offered beside it. */
function openLocalRender(payloads: Payloads, question: LocalQuestion) {
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
    offered: new Set<ProductId>(),
  };
}

/** Null where a product of the cart has no list of this name: it was written before the campaign was. */
function decideUpsell(
  campaignId: string,
  upsell: LocalUpsell,
  render: LocalRender,
  room: number,
): { readonly offers: readonly LocalDecidedOffer[]; readonly isWhole: boolean } | null {
  const wanted = Math.max(0, Math.min(room, upsell.maxOffers));
  const draws = wanted > 1 && upsell.mayDraw && isExploring(render);
  const ranked = rankSuggestions(render.payloads.products, upsell.list);
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
  return { offers, isWhole: offers.length === wanted };
}

/** Null where a guardrail refuses it, or another campaign offers it already. */
function toOffer(
  campaignId: string,
  upsell: LocalUpsell,
  { offer: { productId }, reason }: RankedSuggestion,
  render: LocalRender,
): LocalDecidedOffer | null {
  const { question, snapshot, payloads } = render;
  const product = snapshot.catalog.products.get(productId);
  const [variant] = product?.variants ?? [];
  if (!product || !variant || render.offered.has(productId) || rests(productId, payloads, question.now))
    return null;
  const price = priceFor(variant, snapshot.catalog, question.country, question.currency);
  const proposal = { productId, campaignId, product, variant, price };
  if (price === null || RENDER_GUARDRAILS.some((guardrail) => guardrail.refuses(proposal, render)))
    return null;
  const { headline } = textsFor<UpsellTexts>(upsell, question.language).texts;
  const { id: variantId } = variant;
  const { title, imageUrl } = product;
  const key = `${campaignId}:${productId}`;
  return {
    kind: 'offer',
    key,
    campaignId,
    headline,
    layout: upsell.layout,
    productId,
    variantId,
    title,
    imageUrl,
    price,
    reason: { ...reason, evidence: {} },
  };
}

/** The customer has it, gave it back, or has seen enough of it. */
function rests(productId: ProductId, { customer }: Payloads, now: number): boolean {
  const until = customer?.resting[legacyId(productId)];
  return until !== undefined && (until === null || until > now);
}
