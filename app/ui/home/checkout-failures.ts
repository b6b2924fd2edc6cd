import type { CheckoutFailureKind } from '#app/contracts/checkout-decision.ts';

export interface CheckoutFailureCount {
  readonly kind: CheckoutFailureKind;
  readonly count: number;
}

const WORDS: Readonly<Record<CheckoutFailureKind, string>> = {
  slow: 'an answer later than 0.8 s',
  timeout: 'no answer in 3 s',
  down: 'no connection',
  token: 'a session token refused',
  status: 'an error instead of an answer',
  garbage: 'an unreadable answer',
  version: 'an answer of another version',
  'sold-out': 'sold out before the tap',
  'cart-refused': 'a cart change refused by Shopify',
  'address-refused': 'an address refused by Shopify',
  crash: 'a fault of the extension',
};

/**
 * One sentence about what extensions met and told later; null when there was nothing. Slow answers alone are no problem: a
 * buyer's own connection may be the reason.
 */
export function describeCheckoutFailures(failures: readonly CheckoutFailureCount[]): string | null {
  if (failures.every(({ kind }) => kind === 'slow')) return null;
  const parts = failures.map(({ kind, count }) => `${WORDS[kind]} (${count.toLocaleString('en')})`);
  return `In the last day checkouts met, without showing it to the buyer: ${parts.join(', ')}.`;
}
