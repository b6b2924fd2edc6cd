import { formatMoney } from '../../kernel/money.ts';
import type { Campaign, MessageTexts } from '../campaign.ts';
import type { DecidedItem } from '../decision.ts';
import { isAfterOrder } from '../after-order.ts';
import { audienceReason } from '../messages.ts';
import type { Render } from '../render.ts';
import { textsFor } from '../translations.ts';
import { chooseForNextOrder, DELIVERY_TARGETS, LINE_TARGETS } from './choose.ts';
import { reaches } from './decimal.ts';
import { isGivenNow } from './given-now.ts';

type IncentiveCampaign = Extract<Campaign, { kind: 'incentive' }>;

/**
 * The message that names an incentive's discount; null when the shopper dismissed it, or the Discount Function does not give it here. What it
 * gives is worked out by its own code from what was written to Shopify: the discount's configuration and the customer's segments, never
 * from what is to be written next. Where an order was just placed it speaks of the next one.
 */
export function decideIncentive(
  campaign: IncentiveCampaign,
  placement: string,
  render: Render,
): DecidedItem | null {
  const { question } = render.situation;
  const key = `${campaign.id}:incentive`;
  if (question.dismissed.includes(key)) return null;
  const isGiven = isAfterOrder(placement) ? isGivenNext : isGivenHere;
  if (!isGiven(campaign, render)) return null;
  const { title, body } = textsFor<MessageTexts>(campaign.content, question.language).texts;
  const reason = audienceReason(campaign, render);
  return { kind: 'message', key, campaignId: campaign.id, tone: 'success', title, body, reason };
}

function isGivenHere({ id }: IncentiveCampaign, { memberOf, situation }: Render): boolean {
  const { snapshot, question, cartSubtotalMinor: amountMinor } = situation;
  const { currency, syncedSegments, isBusiness, lines } = question;
  const subtotal = formatMoney({ amountMinor, currency });
  return isGivenNow(id, snapshot.incentives, {
    currency,
    shopCurrency: snapshot.currency,
    segmentIds: syncedSegments ?? [...memberOf],
    isBusiness,
    isShipped: lines.some(({ variantId }) => snapshot.catalog.variants.get(variantId)?.requiresShipping),
    reaches: (least) => reaches(subtotal, least, '1'),
    productIds: lines.map(({ productId }) => productId),
  });
}

/**
 * Whether the next order gets it whatever stands in its cart: by the segments that were written, and by those of now, because the order
 * just placed may have moved the shopper out of one.
 */
function isGivenNext({ id }: IncentiveCampaign, { memberOf, situation }: Render): boolean {
  const { incentives: configuration, currency } = situation.snapshot;
  const { question } = situation;
  const own = configuration.incentives.find((incentive) => incentive.id === id);
  if (own === undefined || (own.value.kind === 'amount' && question.currency !== currency)) return false;
  const targets = own.appliesTo.kind === 'shipping' ? DELIVERY_TARGETS : LINE_TARGETS;
  const { isBusiness, syncedSegments } = question;
  const now = [...memberOf];
  return [syncedSegments ?? now, now].every(
    (segmentIds) => chooseForNextOrder(configuration, targets, { isBusiness, segmentIds })?.id === id,
  );
}
