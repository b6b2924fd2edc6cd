import { allows, type CheckoutConsent, type ConsentLevel } from './consent.ts';
import { CONSENT_USES, mayUse, type ConsentUse } from './consent-uses.ts';
import { withoutInferred } from './estimates.ts';
import { WISHLIST_FIELD } from './connected.ts';
import type { Profile } from './profile.ts';

/** Without what was seen of this buyer, inferred, or told by connections, that they did not agree to here. The same profile, where nothing goes. */
export function withinConsent(profile: Profile, consent: CheckoutConsent): Profile {
  const kept = WITHHELD.reduce(
    (left, { use, isThere, without }) => (mayUse(use, consent) || !isThere(left) ? left : without(left)),
    profile,
  );
  return withinConnections(kept, consent);
}

/** What of a profile a use needs, and the profile without it. */
interface Withheld {
  readonly use: ConsentUse;
  readonly isThere: (profile: Profile) => boolean;
  readonly without: (profile: Profile) => Profile;
}

const WITHHELD: readonly Withheld[] = [
  {
    use: 'visits',
    isThere: ({ attributes, views = [], searches = [] }) =>
      views.length > 0 || searches.length > 0 || typeof attributes.deviceClass === 'string',
    without: (profile) => {
      const { deviceClass: _, ...attributes } = profile.attributes;
      return { ...profile, attributes, views: undefined, searches: undefined };
    },
  },
  {
    use: 'carts',
    isThere: ({ openCarts, cartChanges = [], abandonments = [] }) =>
      openCarts.length > 0 || cartChanges.length > 0 || abandonments.length > 0,
    without: (profile) => ({ ...profile, openCarts: [], cartChanges: undefined, abandonments: undefined }),
  },
  {
    use: 'inferred',
    isThere: ({ estimates }) => estimates?.inferred !== undefined,
    without: (profile) => ({ ...profile, estimates: withoutInferred(profile.estimates) }),
  },
];

function withinConnections(profile: Profile, consent: CheckoutConsent): Profile {
  const { connected, wishlist, ...attributes } = profile.attributes;
  const told = Object.entries(connected ?? {});
  const agreed = told.filter(([, { needs }]) => allows(consent, needs));
  if (agreed.length === told.length) return profile;
  const kept = Object.fromEntries(agreed);
  const mayWish = wishlist !== undefined && WISHLIST_FIELD in kept;
  return { ...profile, attributes: { ...attributes, connected: kept, ...(mayWish && { wishlist }) } };
}

/** What is asked of the buyer of a checkout. */
export type AskedLevel = keyof CheckoutConsent;

const ASKED_LEVELS: readonly AskedLevel[] = ['preferences', 'analytics', 'marketing'];

/** The levels of consent on which it depends what of a profile may be used, and every answer to those; nothing is agreed to in the first. */
export function consentsThatMatter(profile: Profile): {
  readonly levels: readonly AskedLevel[];
  readonly consents: readonly CheckoutConsent[];
} {
  const needed = new Set<ConsentLevel>(
    Object.values(profile.attributes.connected ?? {}).map(({ needs }) => needs),
  );
  for (const { use, isThere } of WITHHELD)
    if (isThere(profile)) CONSENT_USES[use].forEach((level) => needed.add(level));
  const levels = ASKED_LEVELS.filter((level) => needed.has(level));
  const consents = levels.reduce<readonly CheckoutConsent[]>(
    (all, level) => [...all, ...all.map((consent) => ({ ...consent, [level]: true }))],
    [{ preferences: false, analytics: false, marketing: false }],
  );
  return { levels, consents };
}
