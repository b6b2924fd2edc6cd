import { readFault, type Fault } from '../faults.ts';
import type { Stack } from '../protocol.ts';

/** How a checkout page is hosted; each is a query parameter of the page, so that a link says it all. */
export interface Switches {
  /** ?stack=modern|legacy */
  readonly stack: Stack;
  /** ?access=none: the app has no access to protected customer data. */
  readonly hasProtectedData: boolean;
  /** ?instructions=locked: nothing of the cart may be changed, as in a draft order. */
  readonly isLocked: boolean;
  /** ?buyer=business: the buyer buys for a company (B2B). */
  readonly isBusiness: boolean;
  /** ?network=off: the extension may not fetch. */
  readonly hasNetwork: boolean;
  /** ?consent=none, or a list of preferences,analytics,marketing,sale. By default what was given in the storefront, else all. */
  readonly consent: Consent;
  /** ?language=de; ar, fa, he and ur turn the page right-to-left. */
  readonly language: string;
  /** ?origin=page: the worker runs in the page's origin instead of an opaque one. */
  readonly isOpaque: boolean;
  /** ?block=summary: where the merchant has placed the checkout block; before payment by default. */
  readonly blockPlace: 'main' | 'summary';
  /** ?fault=down, or ?fault=down:1 for the first time only; see faults.ts. */
  readonly fault: Fault | null;
  /** ?room=carousel: what the merchant has set in the block's settings. */
  readonly settings: Readonly<Record<string, string>>;
  /** ?editor=1: the extension runs in the checkout editor's preview. */
  readonly isEditor: boolean;
  /** ?toolbar=1 shows the sandbox's own toolbar. */
  readonly hasToolbar: boolean;
}

/** Which way the page runs in the buyer's language. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr';
}

export interface Consent {
  readonly preferences: boolean;
  readonly analytics: boolean;
  readonly marketing: boolean;
  readonly saleOfData: boolean;
}

export const FULL_CONSENT: Consent = {
  preferences: true,
  analytics: true,
  marketing: true,
  saleOfData: true,
};
export const NO_CONSENT: Consent = {
  preferences: false,
  analytics: false,
  marketing: false,
  saleOfData: false,
};

export function readSwitches(query: URLSearchParams): Switches {
  return {
    stack: query.get('stack') === 'legacy' ? 'legacy' : 'modern',
    hasProtectedData: query.get('access') !== 'none',
    isLocked: query.get('instructions') === 'locked',
    isBusiness: query.get('buyer') === 'business',
    hasNetwork: query.get('network') !== 'off',
    consent: readConsent(query.get('consent')),
    language: query.get('language') ?? 'en',
    isOpaque: query.get('origin') !== 'page',
    blockPlace: query.get('block') === 'summary' ? 'summary' : 'main',
    fault: readFault(query.get('fault')),
    settings: readSettings(query),
    isEditor: query.get('editor') === '1',
    hasToolbar: query.get('toolbar') === '1',
  };
}

function readSettings(query: URLSearchParams): Switches['settings'] {
  const room = query.get('room');
  return room === null ? {} : { room };
}

/** What `?consent=` says, all by default. */
export function readConsent(value: string | null): Consent {
  if (value === null || value === 'all') return FULL_CONSENT;
  const given = new Set(value.split(','));
  return {
    preferences: given.has('preferences'),
    analytics: given.has('analytics'),
    marketing: given.has('marketing'),
    saleOfData: given.has('sale'),
  };
}
