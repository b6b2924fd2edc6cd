import type { Outcome } from '#app/domain/campaigns/decide.ts';
import { CLAUSE_WORDS } from '../campaigns/why-words.ts';
import { titleOfPlacement } from '../campaigns/words.ts';
import { formatShare } from '../format.ts';

/** How a decision was asked for. */
export const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  checkout: 'Checkout',
  cart: 'Cart page',
  'order-status': 'Order status page',
  api: 'Recommendations API',
};

/** Where it was asked for, as merchants call the places. A server asks for none of them. */
export const placeWords = (placements: readonly string[]): string =>
  placements.map((name) => (name === 'api' ? 'API' : titleOfPlacement(name))).join(', ');

export const STATE_BADGES = {
  decided: { tone: undefined, title: 'Decided' },
  'held-out': { tone: 'info', title: 'Holdout' },
  'fell-back': { tone: 'critical', title: 'Fell back' },
  erased: { tone: undefined, title: 'Erased' },
} as const;

/** What became of a campaign, in one sentence of the past. */
export function outcomeSentence(outcome: Outcome, gaveWayTo: string | null): string {
  switch (outcome.kind) {
    case 'shown':
      return 'Everything held, and there was room.';
    case 'refused':
      return `${CLAUSE_WORDS[outcome.clause].refuses}.`;
    case 'control':
      return 'The shopper was in the control arm of its experiment.';
    case 'group-taken':
      return `“${gaveWayTo ?? 'Another campaign'}” of its group went first.`;
    case 'no-room':
      return 'Campaigns of higher priority had filled its places with offers.';
    case 'nothing-to-show':
      return 'It had nothing to show: no product passed, a placeholder had no value, or no detail was saved.';
  }
}

const UNREPLAYABLE: Readonly<Record<string, string>> = {
  erased:
    'It cannot be replayed, because its shopper asked to be forgotten: who asked, what was shown and what it was made from are erased.',
  expired:
    'It cannot be replayed, because it is more than 90 days old: what decisions were made from is kept that long.',
  'fell-back':
    'There is nothing to replay: the answer was the fallback, and the checkout went on without Attune.',
  unrecorded:
    'It cannot be replayed: it was made before Attune recorded what decisions are made from, or that could not be written.',
  sealed: 'It cannot be replayed: it holds an address that was sealed with another encryption key.',
  'part-missing': 'It cannot be replayed: a part of what it was made from is erased.',
  departed: 'It cannot be replayed: today’s Attune decides in another way than the one that made it.',
};

export const unreplayableSentence = (kind: string): string => UNREPLAYABLE[kind] ?? 'It cannot be replayed.';

export const DIFFERENCE_WORDS: Readonly<Record<string, string>> = {
  items: 'What was shown',
  refusals: 'What guardrails kept back',
  segments: 'Segments the shopper was in',
  arms: 'Arms of experiments',
  holdout: 'Holdout',
  answer: 'Words, prices or how long the answer holds',
};

/** The model's chance, "4.2%". */
export const scoreText = (score: number): string => formatShare(score, 1);

/** The last part of a gid, "8012": what the address of its page in Shopify's admin ends with. */
export const numberOf = (id: string): string => id.split('/').at(-1) ?? id;

/** Whom a decision was for. The API may be asked for nobody. */
export function shopperText(shopperId: string | null, channel: string): string {
  if (shopperId === null) return channel === 'api' ? 'No customer' : 'Guest';
  return shopperId.startsWith('gid://') ? `Customer ${numberOf(shopperId)}` : 'Visitor';
}
