import type { Profile } from '#app/domain/profiles/profile.ts';
import type { CheckoutQuestion, DecideCheckoutDeps } from './decide-checkout.ts';
import { withinBudget } from './decide-checkout-budget.ts';

/** A guest's browser is looked up no longer than this: they get offers without it, too. */
const VISITOR_MS = 250;

/**
 * What was seen in a guest's browser, where the shop's web pixel is on and they agreed to its being kept and used. It adds to an answer and is no reason to give
 * none: when it cannot be read in time, the guest is one of whom nothing is known.
 */
export async function findVisitor(
  deps: Pick<DecideCheckoutDeps, 'visitors' | 'log'>,
  asked: CheckoutQuestion,
): Promise<Profile | null> {
  const { shop } = asked.served;
  const token = tokenOfVisitor(asked);
  if (token === null) return null;
  try {
    const budgetMs = Math.min(asked.budgetMs, VISITOR_MS);
    return await withinBudget(deps.visitors.find(shop.id, token), budgetMs);
  } catch (error) {
    deps.log.warn({ err: error, shop: shop.domain }, 'decided without what the guest looked at');
    return null;
  }
}

/** What the browser is found by; null where it must not be looked for. */
export function tokenOfVisitor({ served: { shop }, request }: CheckoutQuestion): string | null {
  const { checkoutToken, consent } = request;
  const mayLook = shop.pixelSince !== null && consent.preferences && consent.analytics;
  return mayLook && checkoutToken ? checkoutToken : null;
}
