import type { Decision } from '#app/domain/campaigns/decision.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { CheckoutQuestion } from './decide-checkout.ts';
import type { Asker } from './decide-checkout-question.ts';
import { tokenOfVisitor } from './find-visitor.ts';

/** The web pixel tells of a checkout within a second of its opening, and an extension asks again no sooner than after five. */
const SOON_SECONDS = 5;
/** Questions remembered; the oldest go first. */
const MOST = 10_000;

/** Whether this process hears a checkout's question for these placements for the first time: each placement asks for itself. */
export type IsFirstQuestion = (
  shopId: number,
  checkoutToken: string,
  placements: readonly string[],
) => boolean;

export function createFirstQuestions(most = MOST): IsFirstQuestion {
  const asked = new Set<string>();
  return (shopId, checkoutToken, placements) => {
    const key = `${shopId} ${checkoutToken} ${placements.join()}`;
    if (asked.has(key)) return false;
    const [oldest] = asked;
    if (asked.size >= most && oldest !== undefined) asked.delete(oldest);
    asked.add(key);
    return true;
  };
}

/** A guest who buys at once, without a cart: the pixel tells of their checkout while it asks for the first time. */
export function mayBeKnownSoon(
  asked: CheckoutQuestion,
  { visitor }: Asker,
  isFirst: IsFirstQuestion,
): boolean {
  if (asked.customerId !== null || asked.channel !== 'checkout' || visitor !== null) return false;
  const token = tokenOfVisitor(asked);
  return token !== null && isFirst(asked.served.shop.id, token, asked.request.placements);
}

/** The decision, to be asked for again soon: a guest who bought at once was not known yet, and may be by then. */
export function heldBriefly<Held extends Pick<Decision, 'validUntil'>>(decision: Held, now: Instant): Held {
  return { ...decision, validUntil: Math.min(decision.validUntil ?? Infinity, now + SOON_SECONDS) };
}
