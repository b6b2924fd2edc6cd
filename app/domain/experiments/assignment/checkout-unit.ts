import type { Instant } from '../../kernel/instant.ts';
import { mergeAssignmentKeys, type AssignmentKey } from './assignment-key.ts';

/** Who asks in a checkout, as far as it is known. */
export interface CheckoutAsker {
  /** Null for a guest. */
  readonly shopperId: string | null;
  /** Null outside a checkout. */
  readonly checkoutToken: string | null;
}

/**
 * The key a checkout is placed by: the customer, a guest's by the checkout; null where neither is known. A checkout that was
 * seen before keeps the key it had then (`mergeAssignmentKeys`), so a guest who signs in on the way sees no other arm. From the
 * shopper's next checkout on it is the customer who is placed.
 */
export function unitOfCheckout(
  asker: CheckoutAsker,
  seen: AssignmentKey | null,
  now: Instant,
): string | null {
  const key = asker.shopperId ?? asker.checkoutToken;
  if (key === null || seen === null) return key;
  return mergeAssignmentKeys(seen, { key, firstSeenAt: Math.max(now, seen.firstSeenAt + 1) }).key;
}
