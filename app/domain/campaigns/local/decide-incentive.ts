import { parseMoney } from '../../kernel/money.ts';
import type { MessageTexts } from '../campaign.ts';
import { isGivenNow } from '../incentives/given-now.ts';
import { textsFor } from '../translations.ts';
import type { LocalDecidedMessage } from './decide-message.ts';
import type { LocalRender } from './local-render.ts';
import type { LocalIncentive } from './payload.ts';

/**
 * The message that names an incentive's discount, where the Discount Function gives it: worked out by its own code from the segments that it
 * reads. Null where it is not given or was dismissed; 'unknown' where it takes off shipping, and whether anything is shipped is not known.
 */
export function decideLocalIncentive(
  campaignId: string,
  incentive: LocalIncentive,
  { payloads, question }: LocalRender,
): LocalDecidedMessage | null | 'unknown' {
  const key = `${campaignId}:incentive`;
  if (question.dismissed.includes(key)) return null;
  const { shop, products, syncedSegments: segmentIds } = payloads;
  const { currency, isBusiness, lines, cartSubtotalMinor } = question;
  const shipped = [...products.values()].map(({ ships }) => ships);
  const checkout = {
    currency,
    shopCurrency: shop.currency,
    segmentIds,
    isBusiness,
    isShipped: shipped.includes(true),
    reaches: (least: string) => (parseMoney(least, currency)?.amountMinor ?? Infinity) <= cartSubtotalMinor,
    productIds: lines.map(({ productId }) => productId),
  };
  const configuration = { version: 1, incentives: shop.incentives } as const;
  const isUnknown = !checkout.isShipped && shipped.includes(null);
  if (isUnknown && isGivenNow(campaignId, configuration, { ...checkout, isShipped: true })) return 'unknown';
  if (!isGivenNow(campaignId, configuration, checkout)) return null;
  const { title, body } = textsFor<MessageTexts>(incentive, question.language).texts;
  const reason = { code: 'segment' as const, text: '', evidence: {} };
  return { kind: 'message', key, campaignId, tone: 'success', title, body, reason };
}
