import type { MessageTexts } from '../campaign.ts';
import type { DecidedItem } from '../decision.ts';
import { fillText, placeholdersOf } from '../fill-text.ts';
import { dayText, moneyText } from '../locale.ts';
import { inHundredths, missingAmount } from '../missing-amount.ts';
import { textsFor } from '../translations.ts';
import { PAIR_PLACEHOLDERS } from './local-placeholders.ts';
import { judgeLocally, type LocalRender } from './local-render.ts';
import type { LocalMessage, LocalPair } from './payload.ts';

export type LocalDecidedMessage = Extract<DecidedItem, { kind: 'message' }>;

/**
 * The message as the server would fill it; null where it would show none: it was dismissed, or a placeholder has no value. 'unknown'
 * where it speaks of a pair, and none of those that are known passes while there are more, and where another day is to be named by now.
 */
export function decideLocalMessage(
  campaignId: string,
  message: LocalMessage,
  render: LocalRender,
): LocalDecidedMessage | null | 'unknown' {
  const { question, payloads } = render;
  const { arrives } = message;
  const key = `${campaignId}:message`;
  if (question.dismissed.includes(key)) return null;
  const { texts, locale } = textsFor<MessageTexts>(message, question.language);
  const names = placeholdersOf(`${texts.title} ${texts.body}`);
  const saysPair = names.some((name) => PAIR_PLACEHOLDERS.includes(name));
  const pair = saysPair ? firstPair(render) : null;
  const isOutdated = names.includes('arrives') && arrives !== null && question.now >= arrives.holdsUntil;
  if (pair === 'unknown' || isOutdated) return 'unknown';
  const { cartSubtotalMinor: subtotalMinor, currency } = question;
  const missing = missingAmount(message.thresholds, { subtotalMinor, currency });
  const nextTier = payloads.customer?.nextTier ?? null;
  const values: Readonly<Record<string, string | null | undefined>> = {
    ...payloads.customer?.values,
    missing: missing && moneyText(missing.amount, locale),
    nextTier: nextTier?.name,
    toNextTier: nextTier && moneyText(nextTier.missing, locale),
    arrives: arrives && dayText(arrives.at, locale),
    bought: pair?.bought,
    consider: pair?.consider.title,
  };
  const valueOf = (name: string): string | null => values[name] ?? null;
  const title = fillText(texts.title, valueOf);
  const body = fillText(texts.body, valueOf);
  if (title === null || body === null) return null;
  const reason = pair
    ? { code: 'because-you-bought' as const, text: `Because you bought ${pair.bought}`, evidence: {} }
    : { code: 'segment' as const, text: '', evidence: {} };
  const part = names.includes('toNextTier') ? nextTier : names.includes('missing') ? missing : null;
  const progress = message.showsProgress && part ? { progress: inHundredths(part.share) } : {};
  const shown = { tone: message.tone, title, body, ...progress };
  return { kind: 'message', key, campaignId, ...shown, reason };
}

function firstPair(render: LocalRender): LocalPair | null | 'unknown' {
  const { customer } = render.payloads;
  if (customer === null) return null;
  for (const pair of customer.pairs) {
    if (judgeLocally(pair.consider.productId, null, render) !== null) return pair;
    if (pair.consider.hasVariants) return 'unknown';
  }
  return customer.arePairsWhole ? null : 'unknown';
}
