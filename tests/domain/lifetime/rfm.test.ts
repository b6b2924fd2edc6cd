import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rfmGroup, scoreRfm } from '#app/domain/lifetime/rfm.ts';

const facts = fc.record({
  daysSince: fc.nat(400),
  purchases: fc.integer({ min: 1, max: 30 }),
  spent: fc.nat(5_000),
});

describe('scoreRfm', () => {
  it('makes fifths of customers who all differ', () => {
    const ten = Array.from({ length: 10 }, (_, at) => ({
      daysSince: 100 - at,
      purchases: at + 1,
      spent: 10 * at,
    }));
    expect(scoreRfm(ten).map(({ frequency }) => frequency)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(scoreRfm(ten).at(-1)).toEqual({ recency: 5, frequency: 5, monetary: 5 });
  });

  it('gives equal customers equal scores, and better ones no lower ones', () => {
    fc.assert(
      fc.property(fc.array(facts, { minLength: 2, maxLength: 40 }), (customers) => {
        const scores = scoreRfm(customers);
        customers.forEach((one, at) =>
          customers.forEach((other, place) => {
            if (one.spent >= other.spent)
              expect(scores[at]?.monetary).toBeGreaterThanOrEqual(scores[place]?.monetary ?? 0);
            if (one.daysSince <= other.daysSince)
              expect(scores[at]?.recency).toBeGreaterThanOrEqual(scores[place]?.recency ?? 0);
          }),
        );
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});

describe('rfmGroup', () => {
  it.each([
    [{ recency: 5, frequency: 5, monetary: 5 }, 'champions'],
    [{ recency: 5, frequency: 1, monetary: 1 }, 'new'],
    [{ recency: 3, frequency: 4, monetary: 3 }, 'loyal'],
    [{ recency: 1, frequency: 5, monetary: 4 }, 'at risk'],
    [{ recency: 1, frequency: 1, monetary: 2 }, 'lost'],
  ])('calls %j %s', (scores, group) => {
    expect(rfmGroup(scores)).toBe(group);
  });
});
