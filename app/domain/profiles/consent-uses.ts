import { allows, CONSENT_LEVELS, type CheckoutConsent, type ConsentLevel } from './consent.ts';

/**
 * What Attune does with data of people, each with every consent that it needs: decisions ask `mayUse`, and the page on privacy is made of
 * this. Connections say themselves what they need.
 */
export const CONSENT_USES = {
  /** The cart, country and language of the checkout at hand. */
  checkout: [],
  /** What a customer told the shop: orders, refunds, tags, country, language. */
  customer: [],
  /** The address and the payment type of a signed-in customer's last order, shown to them alone. */
  savedDetails: [],
  /** The same for somebody who is not signed in. */
  guestDetails: ['preferences'],
  /** What a browser looks at, for how long, and searches for, on what kind of device: by the web pixel, which Shopify loads with that consent alone. */
  visits: ['analytics'],
  /** Carts and checkouts that were opened and left: what is in them, how old they are, how they changed. */
  carts: ['analytics'],
  /** Values that nobody told, and that a model takes to be so. */
  inferred: ['analytics'],
  /** A guest's visits, in the checkout of their browser. */
  guestProfile: ['preferences', 'analytics'],
  /** An e-mail about a cart that was left. */
  reminders: ['marketing'],
} as const satisfies Readonly<Record<string, readonly ConsentLevel[]>>;

export type ConsentUse = keyof typeof CONSENT_USES;

/** Whether somebody agreed to everything that a use needs. */
export function mayUse(use: ConsentUse, consent: CheckoutConsent): boolean {
  return CONSENT_USES[use].every((level) => allows(consent, level));
}

/** The uses that a level opens: the last one of all that they need, in the order of the levels. */
export function usesOpenedBy(level: ConsentLevel): readonly ConsentUse[] {
  const uses = Object.keys(CONSENT_USES) as ConsentUse[];
  return uses.filter((use) => (CONSENT_USES[use].at(-1) ?? CONSENT_LEVELS[0]) === level);
}
