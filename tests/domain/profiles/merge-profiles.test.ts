import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gid, type ShopperId } from '#app/domain/kernel/ids.ts';
import { mergeProfiles } from '#app/domain/profiles/merge-profiles.ts';
import { sortPurchases } from '#app/domain/profiles/fold-order.ts';
import { unionOfCarts } from '#app/domain/profiles/open-carts.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { aProfile, aPurchase, NOW, SEED } from '../builders.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const shopperId = fc.constantFrom<ShopperId>(
  gid('Customer', 1),
  gid('Customer', 2),
  'visitor:a',
  'visitor:b',
);

/** Few ids and few values, so that profiles often know the same thing differently. */
const profile: fc.Arbitrary<Profile> = fc
  .record({
    shopperId,
    attributesAt: fc.constantFrom(null, NOW - 1, NOW),
    country: fc.constantFrom('GB', 'FR', null),
    tags: fc.subarray(['a', 'b']),
    purchases: fc.uniqueArray(
      fc.record({
        order: fc.integer({ min: 1, max: 4 }),
        age: fc.integer({ min: 0, max: 2 }),
        netMinor: fc.constantFrom(500, 1_000),
      }),
      { selector: ({ order }) => order },
    ),
    carts: fc.uniqueArray(
      fc.record({
        token: fc.constantFrom('a', 'b', 'c'),
        startedAt: fc.constantFrom(NOW - 9, NOW - 5),
        updatedAt: fc.constantFrom(NOW - 2, NOW),
      }),
      { selector: ({ token }) => token },
    ),
  })
  .map(({ shopperId: id, attributesAt, country, tags, purchases, carts }) =>
    aProfile({
      shopperId: id,
      attributesAt,
      attributes: { country, tags },
      purchases: sortPurchases(
        purchases.map(({ order, age, netMinor }) =>
          aPurchase({ orderId: gid('Order', order), at: NOW - age, netMinor, grossMinor: 1_000 }),
        ),
      ),
      openCarts: unionOfCarts(carts, []),
    }),
  );

const options = { seed: SEED, numRuns: propertyRuns(1_000) };

describe('mergeProfiles', () => {
  it('is commutative', () => {
    fc.assert(
      fc.property(profile, profile, (a, b) => {
        expect(mergeProfiles(a, b)).toEqual(mergeProfiles(b, a));
      }),
      options,
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(profile, profile, profile, (a, b, c) => {
        expect(mergeProfiles(mergeProfiles(a, b), c)).toEqual(mergeProfiles(a, mergeProfiles(b, c)));
      }),
      options,
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(profile, profile, (a, b) => {
        const merged = mergeProfiles(a, b);
        expect(mergeProfiles(a, a)).toEqual(a);
        expect(mergeProfiles(merged, b)).toEqual(merged);
      }),
      options,
    );
  });

  it("keeps the customer's id beside a visitor's, and the newer attributes", () => {
    const visitor = aProfile({
      shopperId: 'visitor:x',
      attributesAt: NOW,
      attributes: { country: 'FR' },
      purchases: [aPurchase({ at: NOW - 1 })],
    });
    const customer = aProfile({ attributesAt: NOW - 9, purchases: [aPurchase({ at: NOW - 2 })] });
    expect(mergeProfiles(visitor, customer)).toMatchObject({
      shopperId: gid('Customer', 1),
      attributes: { country: 'FR' },
      purchases: [{ at: NOW - 2 }, { at: NOW - 1 }],
    });
  });
});
