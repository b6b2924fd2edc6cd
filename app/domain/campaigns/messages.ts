import type { BoughtAndConsider } from './bought-and-consider.ts';
import type { Campaign, MessageTexts } from './campaign.ts';
import type { DecidedItem, Reason } from './decision.ts';
import { fillText, placeholdersOf } from './fill-text.ts';
import { PLACEHOLDER_VALUES, progressOf, type Asked } from './placeholders.ts';
import type { Render } from './render.ts';
import { textsFor } from './translations.ts';

type MessageCampaign = Extract<Campaign, { kind: 'message' }>;

/**
 * The campaign's message in the checkout's language, or the default's, with its placeholders filled; null when one has no value, or
 * the shopper dismissed it.
 */
export function decideMessage(campaign: MessageCampaign, render: Render): DecidedItem | null {
  const { question } = render.situation;
  const key = `${campaign.id}:message`;
  if (question.dismissed.includes(key)) return null;
  const { texts, asked } = openTexts(campaign, render);
  const valueOf = (name: string): string | null => PLACEHOLDER_VALUES.get(name)?.(asked) ?? null;
  const title = fillText(texts.title, valueOf);
  const body = title === null ? null : fillText(texts.body, valueOf);
  if (title === null || body === null) return null;
  const pair = asked.found();
  const reason = pair ? pairReason(pair) : audienceReason(campaign, render);
  const { tone, showsProgress } = campaign.content;
  const progress = showsProgress ? progressOf(placeholdersOf(`${texts.title} ${texts.body}`), asked) : null;
  const shown = { tone, title, body, ...(progress !== null && { progress }) };
  return { kind: 'message', key, campaignId: campaign.id, ...shown, reason };
}

/** Names of the message's placeholders that have no value in this render, each once. */
export function findEmptyPlaceholders(campaign: MessageCampaign, render: Render): readonly string[] {
  const { texts, asked } = openTexts(campaign, render);
  return placeholdersOf(`${texts.title} ${texts.body}`).filter(
    (name) => (PLACEHOLDER_VALUES.get(name)?.(asked) ?? null) === null,
  );
}

/** The texts for the checkout's language, and what their placeholders are worked out from. */
function openTexts({ content }: MessageCampaign, render: Render) {
  const { texts, locale } = textsFor<MessageTexts>(content, render.situation.question.language);
  let pair: BoughtAndConsider | null = null;
  const asked: Asked & { found(): BoughtAndConsider | null } = {
    content,
    render,
    locale,
    pair: () => (pair = render.boughtAndConsider()),
    found: () => pair,
  };
  return { texts, asked };
}

function pairReason({ bought, consider, orders }: BoughtAndConsider): Reason {
  return {
    code: 'because-you-bought',
    text: `Because you bought ${bought.title}`,
    evidence: { productId: bought.id, considerProductId: consider.id, orders },
  };
}

/** Which segments of its audience the shopper is in. */
export function audienceReason(
  { audience }: Pick<Campaign, 'audience'>,
  { memberOf, situation }: Render,
): Reason {
  const matched = situation.snapshot.plan.segments.filter(
    ({ id }) => audience.includes(id) && memberOf.has(id),
  );
  const names = matched.map(({ name }) => name).join(', ');
  return {
    code: 'segment',
    text: names === '' ? 'For every shopper' : `For ${names}`,
    evidence: { segmentIds: matched.map(({ id }) => id).join(',') },
  };
}
