import { mayUse } from '../../profiles/consent-uses.ts';
import { drawArm } from '../arms.ts';
import { CLAUSES } from '../eligibility.ts';
import { isHeldOut } from '../held-out.ts';
import { MOST_OFFERS, sharesRoom } from '../layouts.ts';
import { decideCartRule } from './cart-rule.ts';
import { decideLocalIncentive } from './decide-incentive.ts';
import { decideLocalMessage, type LocalDecidedMessage } from './decide-message.ts';
import { decideUpsell, type LocalDecidedOffer } from './decide-upsell.ts';
import { openLocalRender, type LocalQuestion, type LocalRender } from './local-render.ts';
import type { LocalCampaign, Payloads } from './payload.ts';

export type LocalDecided = LocalDecidedOffer | LocalDecidedMessage;

/**
 * The first items that the server would give as well, by the same campaigns, arms and guardrails; in the order of their
 * campaigns. It ends at the first thing that only the server can tell: nothing that comes after it may go before it. Empty where the
 * first thing is such a thing, where the buyer is in the holdout, and where the payloads do not belong together.
 */
export function decideLocal(payloads: Payloads, question: LocalQuestion): readonly LocalDecided[] {
  const unit = payloads.customer?.unit ?? question.checkoutToken;
  if (unit === null || question.isBusiness || !isReadable(payloads, question)) return [];
  if (isHeldOut(payloads.shop, { unit })) return [];
  const entrant = { unit, entered: {}, now: question.now };
  const render = openLocalRender(payloads, question);
  const items: LocalDecided[] = [];
  const groups = new Set<string>();
  for (const campaign of payloads.shop.campaigns) {
    const { group } = campaign.limits;
    const { shows } = drawArm(campaign, campaign.experiment ?? undefined, entrant);
    if (shows === null || (group !== null && groups.has(group))) continue;
    const standing = standingOf(shows, payloads, question);
    if (standing === 'refused') continue;
    const given = decideCampaign(shows, render, items);
    // Of a campaign that shows nothing it does not matter whom it is for.
    if (given === null || (standing === 'unknown' && !isNothing(given))) break;
    items.push(...given.items);
    if (given.items.length > 0 && group !== null) groups.add(group);
    if (!given.isWhole) break;
  }
  return items;
}

/** What a campaign shows. Not whole: more of it may follow. */
interface Given {
  readonly items: readonly LocalDecided[];
  readonly isWhole: boolean;
}

const isNothing = ({ items, isWhole }: Given): boolean => items.length === 0 && isWhole;

/** What a campaign shows beside what was given before; null where that is not known. */
function decideCampaign(
  { id: campaignId, kind, upsell, message, incentive }: LocalCampaign,
  render: LocalRender,
  before: readonly LocalDecided[],
): Given | null {
  if (message !== null) return oneOrNone(decideLocalMessage(campaignId, message, render));
  if (incentive !== null) return oneOrNone(decideLocalIncentive(campaignId, incentive, render));
  if (upsell === null) return kind === 'savedDetails' && isStranger(render) ? NOTHING : null;
  const { layout } = upsell;
  const taken = before.filter((item) => item.kind === 'offer' && sharesRoom(item.layout, layout));
  return decideUpsell(campaignId, upsell, render, MOST_OFFERS[layout] - taken.length);
}

const NOTHING: Given = { items: [], isWhole: true };

const oneOrNone = (decided: LocalDecidedMessage | null | 'unknown'): Given | null =>
  decided === 'unknown' ? null : { items: decided ? [decided] : [], isWhole: true };

/** A buyer whose address and payment type are not known, or not to be used. */
const isStranger = ({ payloads: { customer }, question: { consent } }: LocalRender): boolean =>
  customer === null && !mayUse('guestDetails', consent);

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
  { shop, customer, products }: Payloads,
  question: LocalQuestion,
): 'open' | 'refused' | 'unknown' {
  const { known, ofCheckout, ofBrowser, ofStranger } = shop.segments;
  const memberOf = new Set(customer?.segments ?? ofStranger);
  const unsure = [...ofCheckout, ...(customer?.ofServer ?? [])];
  for (const [id, rule] of Object.entries({ ...shop.segments.ofCart, ...customer?.ofCart })) {
    const isMember = decideCartRule(rule, { ...question, products });
    if (isMember === null) unsure.push(id);
    if (isMember) memberOf.add(id);
  }
  if ((customer?.restingCampaigns[campaign.id] ?? 0) > question.now) return 'refused';
  const asked = {
    memberOf,
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
  const isOpen = customer === null && mayUse('guestProfile', question.consent);
  const unknown = [...campaign.audience, ...campaign.excluded].some(
    (id) => unsure.includes(id) || (isOpen && ofBrowser.includes(id)),
  );
  if (refusing.some((name) => name !== 'not-in-audience' && name !== 'kept-out')) return 'refused';
  if (unknown) return 'unknown';
  return refusing.length > 0 ? 'refused' : 'open';
}
