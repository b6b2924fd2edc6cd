import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gid, type ShopperId } from '#app/domain/kernel/ids.ts';
import type { ActivityRecord } from '#app/domain/profiles/activity-record.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { foldTrace } from '#app/domain/profiles/fold-trace.ts';
import { encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import { mergeProfiles } from '#app/domain/profiles/merge-profiles.ts';
import { sortPurchases } from '#app/domain/profiles/fold-order.ts';
import { unionOfCarts } from '#app/domain/profiles/open-carts.ts';
import { unionOfSeries } from '#app/domain/profiles/union-of-series.ts';
import { unionOfViews } from '#app/domain/profiles/union-of-views.ts';
import { withdrawAnalytics } from '#app/domain/profiles/withdraw-analytics.ts';
import type { Profile, ViewFact } from '#app/domain/profiles/profile.ts';
import { aProfile, aPurchase, NOW, SEED } from '../builders.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const shopperId = fc.constantFrom<ShopperId>(
  gid('Customer', 1),
  gid('Customer', 2),
  'visitor:a',
  'visitor:b',
);

const at = fc.constantFrom(NOW - 2, NOW - 1, NOW);

const view: fc.Arbitrary<ViewFact> = fc.record(
  { at, productId: fc.constantFrom(null, gid('Product', 1)), lastedSeconds: fc.constantFrom(0, 30, 600) },
  { requiredKeys: ['at', 'productId'] },
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
        valueMinor: fc.constantFrom(undefined, 0, 500),
      }),
      { selector: ({ token }) => token },
    ),
    views: fc.array(view, { maxLength: 4 }),
    searches: fc.array(fc.record({ at, query: fc.constantFrom('', 'a') }), { maxLength: 4 }),
    cartChanges: fc.array(fc.record({ at, changeMinor: fc.constantFrom(-5, 5) }), { maxLength: 4 }),
    abandonments: fc.array(fc.record({ at }), { maxLength: 4 }),
    checkouts: fc.array(fc.record({ at }), { maxLength: 4 }),
    refunds: fc.array(fc.record({ at, amountMinor: fc.constantFrom(5, 7) }), { maxLength: 4 }),
    isBlocked: fc.boolean(),
    fit: fc.constantFrom(0, 1, 2),
  })
  .map(({ shopperId: id, attributesAt, country, tags, purchases, carts, isBlocked, fit, ...series }) => {
    const profile = aProfile({
      estimates: fit === 0 ? undefined : { at: NOW - 9 + fit, version: fit },
      shopperId: id,
      attributesAt,
      attributes: { country, tags },
      purchases: sortPurchases(
        purchases.map(({ order, age, netMinor }) =>
          aPurchase({ orderId: gid('Order', order), at: NOW - age, netMinor, grossMinor: 1_000 }),
        ),
      ),
      openCarts: unionOfCarts(carts, []),
      views: unionOfViews(series.views),
      searches: unionOfSeries(series.searches, [], ({ query }) => query),
      cartChanges: unionOfSeries(series.cartChanges, [], ({ changeMinor }) => changeMinor),
      abandonments: unionOfSeries(series.abandonments),
      checkouts: unionOfSeries(series.checkouts),
      refunds: unionOfSeries(series.refunds, [], ({ amountMinor }) => amountMinor),
    });
    return isBlocked ? withdrawAnalytics(profile) : profile;
  });

/** What was done in carts with long and with short tokens, which are of different people. */
const record: fc.Arbitrary<ActivityRecord> = fc
  .record({
    at: fc.integer({ min: NOW - 400_000, max: NOW }),
    kind: fc.constantFrom('view', 'search', 'cart', 'cart_emptied', 'checkout'),
    token: fc.constantFrom('a', 'b', 'cc', 'dd'),
    valueMinor: fc.constantFrom(null, 0, 500, 900),
  })
  .map(({ at: when, kind, token, valueMinor }) => ({
    key: `${kind}:${when}`,
    kind,
    at: when,
    cartToken: kind === 'view' || kind === 'search' ? null : token,
    productId: kind === 'view' ? gid('Product', 1) : null,
    query: kind === 'search' ? token : null,
    valueMinor,
  }));

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

  it('gives the very bytes of one profile that both traces were folded into', () => {
    fc.assert(
      fc.property(fc.uniqueArray(record, { selector: ({ at: when }) => when }), fc.nat(), (records, seed) => {
        const isOfVisitor = ({ cartToken, key }: ActivityRecord) =>
          (cartToken ?? key).length % 2 === seed % 2;
        const traced = (id: ShopperId, activity: readonly ActivityRecord[]) =>
          foldTrace(emptyProfile(id), { activity, refunds: [], openCarts: [] });
        const visitor = traced('visitor:a', records.filter(isOfVisitor));
        const customer = traced(
          gid('Customer', 1),
          records.filter((each) => !isOfVisitor(each)),
        );
        const both = traced(gid('Customer', 1), records);
        expect(encodeProfile(mergeProfiles(visitor, customer))).toEqual(encodeProfile(both));
      }),
      options,
    );
  });
});
