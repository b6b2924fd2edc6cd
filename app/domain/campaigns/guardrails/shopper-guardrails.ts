import type { ProductId } from '../../kernel/ids.ts';
import { SECONDS } from '../../kernel/instant.ts';
import type { PastItem } from '../decision.ts';
import { restsUntil } from '../rests-until.ts';
import type { Guardrail, Judged } from './guardrail.ts';

/** Keys end with their subject, so a product dismissed in one campaign is not offered by another. */
export const dismissed: Guardrail = {
  name: 'dismissed',
  refuses: ({ productId }, { question }) => question.dismissed.some((key) => key.endsWith(`:${productId}`)),
};

export const dismissedBefore: Guardrail = {
  name: 'dismissed-before',
  refuses: ({ productId }, situation) => dismissedUntil(productId, situation) > situation.question.now,
  endsAt: ({ productId }, situation) => dismissedUntil(productId, situation),
};

export const shownOften: Guardrail = {
  name: 'shown-often',
  refuses: ({ productId }, situation) => enoughUntil(productId, situation) > situation.question.now,
  endsAt: ({ productId }, situation) => enoughUntil(productId, situation),
};

export const ownedRecently: Guardrail = {
  name: 'owned-recently',
  refuses: ({ productId }, { ownedUntil }) => ownedUntil.has(productId),
  endsAt: ({ productId }, { ownedUntil }) => ownedUntil.get(productId) ?? Infinity,
};

export const returned: Guardrail = {
  name: 'returned',
  refuses: ({ productId }, { question, snapshot }) =>
    !snapshot.guardrails.offersReturned && question.returned.has(productId),
};

function dismissedUntil(productId: ProductId, { question, snapshot }: Judged): number {
  const days = snapshot.guardrails.dismissedDays;
  const times = pastOf(productId, question.pastItems).flatMap(({ outcome, at }) =>
    outcome === 'dismissed' ? at + days * SECONDS.day : [],
  );
  return Math.max(-Infinity, ...times);
}

/** Checkouts without a tap count; a tap since then counts all of them out. */
function enoughUntil(productId: ProductId, { question, snapshot }: Judged): number {
  const { shownTimes, shownDays } = snapshot.guardrails;
  if (shownTimes === null) return -Infinity;
  const past = pastOf(productId, question.pastItems);
  const tappedAt = Math.max(
    -Infinity,
    ...past.flatMap((each) => (each.outcome === 'accepted' ? each.at : [])),
  );
  const untapped = past.filter(({ outcome, at }) => outcome === 'shown' && at > tappedAt).map(({ at }) => at);
  return restsUntil(untapped, shownTimes, shownDays);
}

function pastOf(productId: ProductId, pastItems: readonly PastItem[]): readonly PastItem[] {
  return pastItems.filter(({ key }) => key.endsWith(`:${productId}`));
}
