import type { Profile } from './profile.ts';

/** What a shopper agreed to, in Shopify's words: "none" is what the shop may do with everybody. */
export const CONSENT_LEVELS = ['none', 'preferences', 'analytics', 'marketing'] as const;
export type ConsentLevel = (typeof CONSENT_LEVELS)[number];

/** What a checkout says of its buyer's consent. */
export interface CheckoutConsent {
  readonly preferences: boolean;
  readonly analytics: boolean;
  readonly marketing: boolean;
}

/**
 * Whether what is known of a shopper, outside a checkout, says that they agreed. Analytics: the web pixel, which is loaded with that
 * consent only, saw them, and they did not refuse it since. Marketing: they agreed to marketing e-mail. Preferences are told by
 * checkouts alone; a refusal of analytics counts for them too.
 */
export function hasAgreed(
  profile: Pick<Profile, 'attributes' | 'isActivityBlocked' | 'views' | 'searches'>,
  level: ConsentLevel,
): boolean {
  switch (level) {
    case 'none':
      return true;
    case 'preferences':
      return profile.isActivityBlocked !== true;
    case 'analytics':
      return profile.isActivityBlocked !== true && wasSeen(profile);
    case 'marketing':
      return profile.attributes.emailMarketing === true;
  }
}

function wasSeen({ attributes, views = [], searches = [] }: Parameters<typeof hasAgreed>[0]): boolean {
  return views.length > 0 || searches.length > 0 || typeof attributes.deviceClass === 'string';
}

/** Whether the buyer of a checkout agreed. */
export function allows(consent: CheckoutConsent, level: ConsentLevel): boolean {
  return level === 'none' || consent[level];
}
