import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { isInAt, walkVerdicts } from '#app/domain/segments/health/verdict-walk.ts';
import { aProfile, context } from './shoppers.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const compiled = (rule: string) => {
  const made = compileSegment({ id: 's', name: 's', rule }, 'GBP');
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return made.value;
};
const daysAgo = (days: number): number => context.now - days * SECONDS.day;
const since = daysAgo(90);

describe('walkVerdicts', () => {
  it('dates a purchase and the end of its window to the second', () => {
    const profile = aProfile({ country: 'GB', daysAgo: [80, 20] });
    expect(walkVerdicts(compiled('purchases.count within 30 days >= 1'), profile, context, since)).toEqual({
      wasIn: false,
      moves: [
        { at: daysAgo(80), entered: true, cause: 'event' },
        { at: daysAgo(50), entered: false, cause: 'time' },
        { at: daysAgo(20), entered: true, cause: 'event' },
      ],
    });
  });

  it('begins with who was in already', () => {
    const profile = aProfile({ country: 'GB', daysAgo: [100] });
    expect(walkVerdicts(compiled('purchases.last within 30 days'), profile, context, since)).toEqual({
      wasIn: true,
      moves: [{ at: daysAgo(70), entered: false, cause: 'time' }],
    });
  });

  it('does not know of purchases before they were made', () => {
    const profile = aProfile({ country: 'GB', daysAgo: [60, 40] });
    expect(walkVerdicts(compiled('purchases.count >= 2'), profile, context, since).moves).toEqual([
      { at: daysAgo(40), entered: true, cause: 'event' },
    ]);
  });

  it('says at every instant what the rule says of the shopper with the purchases made by then', () => {
    const rules = [
      'purchases.count within 30 days >= 2',
      'purchases.spend within 20 days > 15 OR purchases.count >= 4',
      'purchases.count >= 1 AND NOT purchases.last within 14 days',
      'purchases.count between 40 and 10 days ago >= 1',
      'purchases.average within 45 calendar days >= 10',
    ].map(compiled);
    const day = fc.integer({ min: 0, max: 120 });
    fc.assert(
      fc.property(
        fc.constantFrom(...rules),
        fc.array(day, { maxLength: 6 }),
        fc.integer({ min: 0, max: 90 * SECONDS.day }),
        (rule, bought, secondsAgo) => {
          const at = context.now - secondsAgo;
          const walk = walkVerdicts(rule, aProfile({ country: 'GB', daysAgo: bought }), context, since);
          const madeByThen = aProfile({
            country: 'GB',
            daysAgo: bought.filter((days) => days * SECONDS.day >= secondsAgo),
          });
          expect(isInAt(walk, at)).toBe(rule.evaluate(madeByThen, { ...context, now: at }).isMember);
        },
      ),
      { numRuns: propertyRuns(500), seed: 13 },
    );
  });
});
