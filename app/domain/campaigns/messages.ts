import { findBoughtAndConsider, type BoughtAndConsider } from './bought-and-consider.ts';
import type { Campaign } from './campaign.ts';
import type { DecidedItem, Reason } from './decision.ts';
import type { Render } from './render.ts';

type MessageCampaign = Extract<Campaign, { kind: 'message' }>;

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The campaign's message with its placeholders filled; null when one has no value, or the shopper dismissed it. */
export function decideMessage(campaign: MessageCampaign, render: Render): DecidedItem | null {
  const key = `${campaign.id}:message`;
  if (render.situation.question.dismissed.includes(key)) return null;
  const { title, body, tone } = campaign.content;
  const hasPlaceholder = `${title} ${body}`.search(PLACEHOLDER) !== -1;
  const pair = hasPlaceholder ? findBoughtAndConsider(render) : null;
  const filled = { title: fill(title, pair), body: fill(body, pair) };
  if (filled.title === null || filled.body === null) return null;
  return {
    kind: 'message',
    key,
    campaignId: campaign.id,
    tone,
    title: filled.title,
    body: filled.body,
    reason: pair ? pairReason(pair) : audienceReason(campaign, render),
  };
}

/** Null when a placeholder has no value. */
function fill(text: string, pair: BoughtAndConsider | null): string | null {
  const values = new Map([
    ['bought', pair?.bought.title],
    ['consider', pair?.consider.title],
  ]);
  let isComplete = true;
  const filled = text.replace(PLACEHOLDER, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) isComplete = false;
    return value ?? '';
  });
  return isComplete ? filled : null;
}

function pairReason({ bought, consider, orders }: BoughtAndConsider): Reason {
  return {
    code: 'because-you-bought',
    text: `Because you bought ${bought.title}`,
    evidence: { productId: bought.id, considerProductId: consider.id, orders },
  };
}

function audienceReason({ audience }: MessageCampaign, { memberOf, situation }: Render): Reason {
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
