import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { readTier } from '#app/domain/segments/evaluate/loyalty-tier.ts';
import { exactVerdict } from '#app/domain/segments/evaluate/next-change.ts';
import type { LoyaltyTier } from '#app/domain/segments/segment.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { aContext, aProfile, aPurchase, NOW, SEED } from '../../builders.ts';

const DAY = 86_400;
const GOLD: LoyaltyTier = { name: 'Gold', spend: { amountMinor: 50_000, days: 365 } };
const REGULAR: LoyaltyTier = { name: 'Regular', orders: { count: 2, days: null } };
const FRIEND: LoyaltyTier = { name: 'Friend', tag: 'friend' };

/** Orders by how many days ago, or seconds where they are given, and what they came to. */
const spent = (...orders: readonly (readonly [daysAgo: number, netMinor: number])[]) =>
  orders
    .map(([daysAgo, netMinor]) => aPurchase({ at: NOW - Math.round(daysAgo * DAY), netMinor }))
    .toSorted((a, b) => a.at - b.at);
const tierOf = (
  profile: Parameters<typeof aProfile>[0],
  tiers: readonly LoyaltyTier[] = [GOLD, FRIEND, REGULAR],
  now = NOW,
) => readTier(aProfile(profile), aContext({ tiers, now }));

describe('a loyalty tier', () => {
  it('is what a source told, before the list; a source that tells of none goes before it too', () => {
    const purchases = spent([1, 60_000]);
    expect(tierOf({ purchases, attributes: { loyaltyTier: 'Silver', tags: ['friend'] } }).value).toBe(
      'Silver',
    );
    expect(tierOf({ purchases, attributes: { loyaltyTier: null, tags: ['friend'] } }).value).toBeNull();
  });

  it('is what a connection told, until that expires, where no other source told one', () => {
    const field = { value: 'Club', at: NOW - 9, until: NOW + 60, needs: 'none' as const, source: 'club' };
    const attributes = { tags: ['friend'], connected: { loyalty_tier: field } };
    expect(tierOf({ attributes })).toEqual({ value: 'Club', validUntil: NOW + 60 });
    expect(tierOf({ attributes }, [FRIEND], NOW + 60).value).toBe('Friend');
    expect(tierOf({ attributes: { ...attributes, loyaltyTier: 'Silver' } }).value).toBe('Silver');
    const points = { ...field, value: 7 };
    expect(tierOf({ attributes: { ...attributes, connected: { loyalty_tier: points } } }).value).toBe(
      'Friend',
    );
  });

  it('is the first of the list that fits, by tag or counted, whatever the case of the tag', () => {
    const attributes = { tags: ['FRIEND'] };
    expect(tierOf({ attributes, purchases: spent([1, 50_000]) }).value).toBe('Gold');
    expect(tierOf({ attributes, purchases: spent([1, 49_999], [2, 0]) }).value).toBe('Friend');
    expect(tierOf({ purchases: spent([900, 1], [1_000, 1]) }).value).toBe('Regular');
    expect(tierOf({ purchases: spent([900, 1]) }).value).toBeNull();
  });

  it('with a tag is told by the tag alone, whatever earns it', () => {
    const tagged = [{ ...GOLD, tag: 'vip' }];
    expect(tierOf({ purchases: spent([1, 90_000]) }, tagged).value).toBeNull();
    expect(tierOf({ attributes: { tags: ['vip'] } }, tagged).value).toBe('Gold');
  });

  it('ends to the second at which spending drops out of its days', () => {
    const purchases = spent([364, 30_000], [10, 20_000]);
    expect(tierOf({ purchases })).toEqual({ value: 'Gold', validUntil: NOW + DAY });
    expect(tierOf({ purchases }, [GOLD], NOW + DAY - 1).value).toBe('Gold');
    expect(tierOf({ purchases }, [GOLD], NOW + DAY)).toEqual({ value: null, validUntil: Infinity });
  });

  it('begins with an order that lies ahead, at its second', () => {
    const purchases = spent([1, 30_000], [-2, 20_000]);
    expect(tierOf({ purchases }, [GOLD])).toEqual({ value: null, validUntil: NOW + 2 * DAY });
    expect(tierOf({ purchases }, [GOLD], NOW + 2 * DAY).value).toBe('Gold');
  });

  it('turns a segment at that very second, and leaves it alone before', () => {
    const segment = compileSegment({ id: 's', name: 'S', rule: 'loyalty.tier = "Gold"' }, 'GBP');
    if (!segment.ok) throw new Error('the rule compiles');
    const profile = aProfile({ purchases: spent([364, 30_000], [10, 20_000], [5, 35_000]) });
    const context = aContext({ tiers: [GOLD] });
    expect(exactVerdict(segment.value, profile, context)).toEqual({
      isMember: true,
      nextChangeAt: NOW + 355 * DAY,
    });
  });
});

const tier = fc.oneof(
  fc.record({
    name: fc.constantFrom('A', 'B'),
    spend: fc.record({
      amountMinor: fc.integer({ min: 1, max: 9_000 }),
      days: fc.option(fc.integer({ min: 1, max: 9 })),
    }),
  }),
  fc.record({
    name: fc.constantFrom('C', 'D'),
    orders: fc.record({
      count: fc.integer({ min: 1, max: 4 }),
      days: fc.option(fc.integer({ min: 1, max: 9 })),
    }),
  }),
  fc.record({ name: fc.constantFrom('E', 'F'), tag: fc.constantFrom('e', 'f') }),
);

describe('the reading of a tier', () => {
  it('stays what it is at every second before its end', () => {
    const order = fc.tuple(fc.integer({ min: -3 * DAY, max: 12 * DAY }), fc.integer({ min: 0, max: 5_000 }));
    fc.assert(
      fc.property(
        fc.array(tier, { maxLength: 4 }),
        fc.array(order, { maxLength: 6 }),
        fc.subarray(['e', 'f']),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
        (tiers, orders, tags, shares) => {
          const purchases = spent(...orders.map(([ago, net]) => [ago / DAY, net] as const));
          const known = { purchases, attributes: { tags } };
          const { value, validUntil } = tierOf(known, tiers);
          const end = Math.min(validUntil, NOW + 30 * DAY);
          for (const at of [...shares.map((share) => Math.floor(NOW + share * (end - NOW - 1))), end - 1])
            expect(tierOf(known, tiers, at).value).toBe(value);
        },
      ),
      { numRuns: propertyRuns(500), seed: SEED },
    );
  });
});
