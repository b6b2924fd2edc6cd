import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { attributesOf, type AttributeLog } from '#app/domain/profiles/attribute-log.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { CONSENT_LEVELS, hasAgreed } from '#app/domain/profiles/consent.ts';
import { CONSENT_USES, mayUse, usesOpenedBy } from '#app/domain/profiles/consent-uses.ts';
import { keepToConsent } from '#app/domain/profiles/keep-to-consent.ts';
import { withinConsent } from '#app/domain/profiles/within-consent.ts';
import { withdrawAnalytics } from '#app/domain/profiles/withdraw-analytics.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { aProfile, NOW, SEED } from '../builders.ts';
import { anyProfile } from './profile-arbitrary.ts';

const NOTHING = { preferences: false, analytics: false, marketing: false };
const options = { seed: SEED, numRuns: propertyRuns(300) };

const answer = fc.record({
  at: fc.constant(NOW),
  until: fc.constant(NOW + 86_400),
  needs: fc.constantFrom(...CONSENT_LEVELS),
  values: fc.constant({ points: 1 }),
});
const logs: fc.Arbitrary<AttributeLog> = fc.record(
  {
    emailMarketing: fc.record({ at: fc.constant(NOW), isSubscribed: fc.boolean() }),
    connected: fc.dictionary(fc.constantFrom('crm', 'loyalty', 'places'), answer),
  },
  { requiredKeys: [] },
);

describe('consent', () => {
  it('opens every use at one level', () => {
    const opened = CONSENT_LEVELS.flatMap(usesOpenedBy);
    expect(opened.toSorted()).toEqual(Object.keys(CONSENT_USES).sort());
  });

  it('given to nothing, opens only what needs none', () => {
    const open = Object.keys(CONSENT_USES).filter((use) => mayUse(use as keyof typeof CONSENT_USES, NOTHING));
    expect(open).toEqual(usesOpenedBy('none'));
  });

  it('lets a guest’s visits be used only with preferences and analytics both', () => {
    expect(mayUse('guestProfile', { ...NOTHING, analytics: true })).toBe(false);
    expect(mayUse('guestProfile', { ...NOTHING, preferences: true })).toBe(false);
    expect(mayUse('guestProfile', { ...NOTHING, preferences: true, analytics: true })).toBe(true);
  });

  it('to analytics is known from visits that are kept, until it is refused', () => {
    expect(hasAgreed(aProfile(), 'analytics')).toBe(false);
    expect(hasAgreed(aProfile({ views: [{ at: NOW, productId: null }] }), 'analytics')).toBe(true);
    expect(
      hasAgreed(aProfile({ views: [{ at: NOW, productId: null }], isActivityBlocked: true }), 'analytics'),
    ).toBe(false);
  });
});

describe('withinConsent', () => {
  const ALL = { preferences: true, analytics: true, marketing: true };

  it('without analytics leaves nothing that was seen, carts included, or inferred, and everything else as it was', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const kept = withinConsent(profile, { ...ALL, analytics: false });
        const { views, searches, openCarts, cartChanges, abandonments, estimates } = kept;
        const seen: (readonly unknown[] | undefined)[] = [
          views,
          searches,
          openCarts,
          cartChanges,
          abandonments,
        ];
        expect(seen.flatMap((each) => each ?? [])).toEqual([]);
        expect(kept.attributes.deviceClass ?? null).toBeNull();
        expect(estimates?.inferred).toBeUndefined();
        expect(estimates?.lifetime).toEqual(profile.estimates?.lifetime);
        expect(kept.purchases).toBe(profile.purchases);
        expect(kept.attributes.tags).toBe(profile.attributes.tags);
      }),
      options,
    );
  });

  it('with every consent makes nothing anew: it is the very profile', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => withinConsent(profile, ALL) === profile),
      options,
    );
  });
});

describe('keepToConsent', () => {
  it('keeps what connections told exactly as far as it is agreed to, whatever the shopper and the log', () => {
    fc.assert(
      fc.property(anyProfile, logs, (profile, log) => {
        const kept = keepToConsent(profile, log);
        const told = Object.entries(log.connected ?? {});
        const agreed = told
          .filter(([, { needs }]) => hasAgreed(kept.profile, needs))
          .map(([source]) => source);
        expect(Object.keys(kept.log.connected ?? {}).sort()).toEqual(agreed.sort());
        expect(kept.profile.attributes).toEqual(attributesOf(kept.log).attributes);
      }),
      options,
    );
  });
});

describe('withdrawAnalytics', () => {
  it.each(CONSENT_LEVELS)(
    'keeps a wishlist that needs %s exactly where refusing analytics leaves that',
    (needs) => {
      const answer = {
        at: NOW,
        until: NOW + 86_400,
        needs,
        values: { wishlist: 1 },
        wishlist: [gid('Product', 1)],
      };
      const told = aProfile(attributesOf({ connected: { wishes: answer } }));
      const { wishlist, connected } = withdrawAnalytics(told).attributes;
      const isKept = needs === 'none' || needs === 'marketing';
      expect(wishlist).toEqual(isKept ? [gid('Product', 1)] : undefined);
      expect(connected !== undefined).toBe(isKept);
    },
  );

  it('leaves nothing that was seen, inferred, or told by a connection with that consent', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const { attributes, estimates, views, searches, cartChanges, openCarts } = withdrawAnalytics(profile);
        expect([views, searches, cartChanges, estimates?.inferred]).toEqual([
          undefined,
          undefined,
          undefined,
          undefined,
        ]);
        expect(openCarts).toEqual([]);
        expect(attributes.deviceClass).toBeUndefined();
        const needs = Object.values(attributes.connected ?? {}).map((told) => told.needs);
        expect(needs.filter((level) => level === 'analytics' || level === 'preferences')).toEqual([]);
      }),
      options,
    );
  });
});
