import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import { decide } from '#app/domain/campaigns/decide.ts';
import type { PastItem } from '#app/domain/campaigns/decision.ts';
import { NO_LIMITS, type Limits } from '#app/domain/campaigns/limits.ts';
import { NOW, product } from '../builders.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { aMessage, anUpsell, aQuestion, aSnapshot } from './shop.ts';

const DAY = 86_400;
const BLOCK = 'checkout.block';

const limited = (limits: Partial<Limits>, parts: Partial<Campaign> = {}): Campaign =>
  aMessage({ title: 'Hello', body: 'there' }, { id: 'hello', ...parts, limits: { ...NO_LIMITS, ...limits } });

const shownDaysAgo = (
  days: number,
  outcome: PastItem['outcome'] = 'shown',
  checkout = `c${days}`,
): PastItem => ({
  key: 'hello:message',
  checkout,
  outcome,
  at: NOW - days * DAY,
});

const decided = (
  campaigns: readonly Campaign[],
  parts: Parameters<typeof aQuestion>[0] = {},
  spent: readonly string[] = [],
) => decide(aSnapshot({ campaigns, spent }), aQuestion(parts));
const shown = (...args: Parameters<typeof decided>) =>
  Object.values(decided(...args).placements)
    .flat()
    .map(({ campaignId }) => campaignId);

describe('a campaign shown at most so many times', () => {
  const twice = [limited({ shown: { times: 2, days: 10 } })];

  it('rests from the last time allowed until the first has passed, to the second', () => {
    const pastItems = [shownDaysAgo(1), shownDaysAgo(9)];
    expect(shown(twice, { pastItems })).toEqual([]);
    expect(decided(twice, { pastItems }).validUntil).toBe(NOW + DAY);
    expect(shown(twice, { pastItems, now: NOW + DAY - 1 })).toEqual([]);
    expect(shown(twice, { pastItems, now: NOW + DAY })).toEqual(['hello']);
  });

  it('counts checkouts, not items: two offers of one checkout are once', () => {
    const pastItems = [shownDaysAgo(1), { ...shownDaysAgo(1), key: 'hello:other' }];
    expect(shown(twice, { pastItems })).toEqual(['hello']);
  });

  it('counts taps and dismissals as shown, and nothing of other campaigns', () => {
    expect(shown(twice, { pastItems: [shownDaysAgo(1, 'accepted'), shownDaysAgo(2, 'dismissed')] })).toEqual(
      [],
    );
    const other = [shownDaysAgo(1), { ...shownDaysAgo(2), key: 'hello2:message' }];
    expect(shown(twice, { pastItems: other })).toEqual(['hello']);
  });
});

describe('a dismissed campaign', () => {
  const month = [limited({ dismissedDays: 30 })];

  it('stays away for its days across orders, and holds so long', () => {
    const pastItems = [shownDaysAgo(29, 'dismissed')];
    expect(shown(month, { pastItems })).toEqual([]);
    expect(decided(month, { pastItems }).validUntil).toBe(NOW + DAY);
    expect(shown(month, { pastItems: [shownDaysAgo(30, 'dismissed')] })).toEqual(['hello']);
  });

  it('takes its other items along in the same checkout', () => {
    const upsell = anUpsell({ limits: { ...NO_LIMITS, dismissedDays: 1 } });
    const question = { cart: 'a', dismissed: [`upsell:${product('b')}`] };
    expect(shown([upsell], question)).toEqual([]);
  });
});

describe('a campaign whose budget is spent', () => {
  it('shows to nobody, whatever its kind', () => {
    expect(shown([limited({ acceptances: 1 })], {}, ['hello'])).toEqual([]);
    expect(shown([anUpsell()], { cart: 'a' }, ['upsell'])).toEqual([]);
  });
});

describe('an exclusion group', () => {
  const inGroup = (id: string, priority: number, parts: Partial<Campaign> = {}) =>
    limited({ group: 'welcome' }, { id, priority, ...parts });

  it('gives way to the highest priority, in every placement', () => {
    const campaigns = [
      inGroup('low', 1, { placements: [BLOCK] }),
      inGroup('high', 2, { placements: ['thank-you.block'] }),
      limited({ group: 'another' }, { id: 'apart' }),
    ];
    expect(shown(campaigns, { placements: [BLOCK, 'thank-you.block'] })).toEqual(['apart', 'high']);
    expect(shown(campaigns, { placements: [BLOCK] })).toEqual(['low', 'apart']);
  });

  it('is not taken by a campaign that has nothing to show', () => {
    const limits = { ...NO_LIMITS, group: 'welcome' };
    const unfilled = aMessage(
      { title: 'Because of {{bought}}', body: 'x' },
      { id: 'high', priority: 2, limits },
    );
    expect(shown([unfilled, inGroup('low', 1)])).toEqual(['low']);
  });

  it('never has two in an answer, and shows one where any of it could', () => {
    const campaign = fc.record({
      group: fc.constantFrom('x', 'y', null),
      priority: fc.nat(3),
      placement: fc.constantFrom(BLOCK, 'thank-you.block'),
    });
    fc.assert(
      fc.property(fc.array(campaign, { maxLength: 8 }), (drawn) => {
        const campaigns = drawn.map(({ group, priority, placement }, place) =>
          limited({ group }, { id: `c${place}`, priority, placements: [placement] }),
        );
        const ids = shown(campaigns, { placements: [BLOCK, 'thank-you.block'] });
        for (const group of ['x', 'y']) {
          const members = campaigns.filter(({ limits }) => limits.group === group);
          const best = Math.max(...members.map(({ priority }) => priority));
          const seen = members.filter(({ id }) => ids.includes(id));
          expect(seen.length).toBe(members.length > 0 ? 1 : 0);
          for (const { priority } of seen) expect(priority).toBe(best);
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe('an answer about scheduled and limited campaigns', () => {
  const DAYS = [-1, 0, 1, 2, 5, 9];
  const day = fc.constantFrom(...DAYS);
  const second = fc.integer({ min: -2, max: 2 });
  const instant = fc.option(fc.tuple(day, second).map(([days, seconds]) => NOW + days * DAY + seconds));
  const campaign = fc.record({
    from: instant,
    until: instant,
    times: fc.constantFrom(null, 1, 2),
    dismissedDays: fc.constantFrom(null, 1, 5),
    group: fc.constantFrom(null, 'x'),
    arrives: fc.boolean(),
  });
  const past = fc.record({
    id: fc.constantFrom('c0', 'c1'),
    days: fc.constantFrom(0, 1, 2, 3),
    seconds: second,
    outcome: fc.constantFrom('shown', 'accepted', 'dismissed'),
  });

  it('does not change by time alone before the instant it holds until', () => {
    fc.assert(
      fc.property(
        fc.array(campaign, { minLength: 1, maxLength: 4 }),
        fc.array(past, { maxLength: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (drawn, before, share) => {
          const campaigns = drawn.map(({ from, until, times, dismissedDays, group, arrives }, place) =>
            aMessage(
              {
                title: 'Hello',
                body: arrives ? '{{arrives}}' : 'there',
                delivery: { cutoffHour: 14, workingDays: 1 },
              },
              {
                id: `c${place}`,
                schedule: { from, until },
                limits: { ...NO_LIMITS, group, dismissedDays, shown: times && { times, days: 3 } },
              },
            ),
          );
          const pastItems = before.map(({ id, days, seconds, outcome }, place) => ({
            key: `${id}:message`,
            checkout: `checkout ${place}`,
            outcome,
            at: NOW - days * DAY - Math.abs(seconds),
          }));
          const now = decided(campaigns, { pastItems });
          const last = (now.validUntil ?? NOW + 20 * DAY) - 1;
          for (const later of [last, NOW + Math.floor(share * (last - NOW))])
            expect(decided(campaigns, { pastItems, now: later }).placements).toEqual(now.placements);
        },
      ),
      { numRuns: propertyRuns(500) },
    );
  });
});
