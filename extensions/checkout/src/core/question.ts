import type { DecisionRequestInput, Placement } from './contract.ts';
import { PREVIEW_ATTRIBUTE, VERSION } from './contract.ts';
import type { Host, HostLine } from './host.ts';

/** Limits of the contract (app/contracts/checkout-decision.ts). */
const MOST_LINES = 500;
const MOST_DISMISSED = 100;

const USES = ['analytics', 'marketing', 'preferences'] as const;
export type Consent = Readonly<Record<(typeof USES)[number], boolean>>;

/** What the server is asked at this moment, without the session token. */
export function askFor(host: Host, placement: Placement, dismissed: readonly string[]): DecisionRequestInput {
  return {
    v: VERSION,
    placements: [placement],
    checkoutToken: host.checkoutToken.current,
    lines: host.lines.current.slice(0, MOST_LINES).map(toRequestLine),
    currency: host.localization.currency.current.isoCode,
    country: host.localization.country.current?.isoCode,
    language: host.localization.language.current.isoCode,
    consent: consentOf(host),
    dismissed: dismissed.slice(-MOST_DISMISSED),
    // Undefined where nothing could be added anyway: pages after the order lead to a new checkout instead.
    canAddLines: host.applyCartLinesChange && host.instructions?.current.lines.canAddCartLine,
    canChoose: placement !== 'cart',
    isBusiness: host.buyerIdentity?.purchasingCompany?.current !== undefined,
    preview: host.attributes?.current?.find(({ key }) => key === PREVIEW_ATTRIBUTE)?.value,
  };
}

/** What the buyer allows now; nothing where the host does not say. */
export function consentOf(host: Host): Consent {
  const allowed: Partial<Consent> = host.customerPrivacy?.current.allowedProcessing ?? {};
  const { analytics = false, marketing = false, preferences = false } = allowed;
  return { analytics, marketing, preferences };
}

export function isNarrower(now: Consent, before: Consent): boolean {
  return USES.some((use) => before[use] && !now[use]);
}

/** Changes exactly when a new question may get another answer: with all that it asks, in whatever order the lines stand, and with who the buyer is. */
export function signatureOf(host: Host): string {
  const { lines = [], ...asked } = askFor(host, 'cart', []);
  const buyer = host.buyerIdentity?.customer.current?.id;
  return JSON.stringify([lines.map((line) => JSON.stringify(line)).sort(), buyer, asked]);
}

function toRequestLine({ merchandise, quantity, cost, lineComponents = [] }: HostLine) {
  const components = lineComponents.map((component) => component.merchandise.product.id);
  return {
    ...(components.length > 0 && { components }),
    variantId: merchandise.id,
    productId: merchandise.product.id,
    quantity,
    cost: cost && {
      // The host gives a binary number; the contract takes at most four decimals.
      amount: String(Number(cost.totalAmount.amount.toFixed(4))),
      currencyCode: cost.totalAmount.currencyCode,
    },
  };
}
