import { allows, CONSENT_LEVELS, type CheckoutConsent } from './consent.ts';
import { WISHLIST_FIELD } from './connected.ts';
import type { Profile } from './profile.ts';

/** Without what connections told that this buyer did not agree to here. */
export function withinConsent(profile: Profile, consent: CheckoutConsent): Profile {
  const { connected, wishlist, ...attributes } = profile.attributes;
  if (connected === undefined) return profile;
  const kept = Object.fromEntries(
    Object.entries(connected).filter(([, { needs }]) => allows(consent, needs)),
  );
  const mayWish = wishlist !== undefined && WISHLIST_FIELD in kept;
  return { ...profile, attributes: { ...attributes, connected: kept, ...(mayWish && { wishlist }) } };
}

/** The profile as every consent leaves it that makes a difference: one, where nothing of it needs any. */
export function profilesByConsent(profile: Profile): readonly Profile[] {
  const needed = new Set(Object.values(profile.attributes.connected ?? {}).map(({ needs }) => needs));
  const levels = CONSENT_LEVELS.filter((level) => level !== 'none' && needed.has(level));
  const consents = levels.reduce<readonly CheckoutConsent[]>(
    (all, level) => [...all, ...all.map((consent) => ({ ...consent, [level]: true }))],
    [{ preferences: false, analytics: false, marketing: false }],
  );
  return consents.map((consent) => withinConsent(profile, consent));
}
