import { allows, CONSENT_LEVELS, type CheckoutConsent, type ConsentLevel } from './consent.ts';
import { CONSENT_USES, mayUse } from './consent-uses.ts';
import { WISHLIST_FIELD } from './connected.ts';
import type { Profile } from './profile.ts';

/** Without what was seen of this buyer, or connections told of them, that they did not agree to here. */
export function withinConsent(profile: Profile, consent: CheckoutConsent): Profile {
  return withinConnections(mayUse('visits', consent) ? profile : withoutVisits(profile), consent);
}

/** Their views, searches and device, by the web pixel. The same profile, where there are none. */
function withoutVisits(profile: Profile): Profile {
  if (!hasVisits(profile)) return profile;
  const { deviceClass: _, ...attributes } = profile.attributes;
  return { ...profile, attributes, views: undefined, searches: undefined };
}

function hasVisits({ attributes, views = [], searches = [] }: Profile): boolean {
  return views.length > 0 || searches.length > 0 || typeof attributes.deviceClass === 'string';
}

function withinConnections(profile: Profile, consent: CheckoutConsent): Profile {
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
  const needed = new Set<ConsentLevel>(
    Object.values(profile.attributes.connected ?? {}).map(({ needs }) => needs),
  );
  if (hasVisits(profile)) CONSENT_USES.visits.forEach((level) => needed.add(level));
  const levels = CONSENT_LEVELS.filter((level) => level !== 'none' && needed.has(level));
  const consents = levels.reduce<readonly CheckoutConsent[]>(
    (all, level) => [...all, ...all.map((consent) => ({ ...consent, [level]: true }))],
    [{ preferences: false, analytics: false, marketing: false }],
  );
  return consents.map((consent) => withinConsent(profile, consent));
}
