import { isAfterOrder } from '#app/domain/campaigns/after-order.ts';
import type { CheckoutQuestion } from './decide-checkout.ts';
import { isAskedFor, type Asker } from './decide-checkout-question.ts';
import { tokenOfVisitor } from './find-visitor.ts';

/**
 * After each answer to a guest who is not known yet, until the next question. Mostly the web pixel has told of the checkout within
 * half a second; one that has not after five is blocked, or has nothing to tell.
 */
const PAUSES_MS = [500, 1_500, 3_000];
/** Questions remembered; the oldest go first. */
const MOST = 50_000;

/** In how many milliseconds to ask again; null = not. */
export type PauseOf = (asked: CheckoutQuestion, asker: Asker) => number | null;

/**
 * For guests who buy at once, without a cart: the pixel tells of their checkout while it asks for the first time. Each placement asks for
 * itself, and this process counts how often.
 */
export function createLateVisitors(): PauseOf {
  const answers = new Map<string, number>();
  return (asked, asker) => {
    const token = tokenOfVisitor(asked);
    if (token === null || !mayBeKnownSoon(asked, asker)) return null;
    const key = `${asked.served.shop.id} ${token} ${asked.request.placements.join()}`;
    const before = answers.get(key) ?? 0;
    answers.set(key, before + 1);
    const [oldest] = answers.keys();
    if (answers.size > MOST && oldest !== undefined) answers.delete(oldest);
    return PAUSES_MS[before] ?? null;
  };
}

/** What was looked at changes offers and messages; saved details are of customers alone. Once the order is placed the pixel has told long ago. */
function mayBeKnownSoon(
  { customerId, channel, served, request }: CheckoutQuestion,
  { visitor }: Asker,
): boolean {
  if (customerId !== null || channel !== 'checkout' || visitor !== null) return false;
  const placements = request.placements.filter((placement) => !isAfterOrder(placement));
  return served.snapshot.campaigns.some(
    (campaign) => campaign.kind !== 'savedDetails' && isAskedFor(campaign, placements),
  );
}
