import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quickLog } from '#app/domain/recommendations/ranking/quick-log.ts';

const aPositive = fc.float({ min: Math.fround(1e-30), max: Math.fround(1e30), noNaN: true });

describe('quickLog', () => {
  it('is within 2e-7 of the natural logarithm', () => {
    fc.assert(
      fc.property(aPositive, (value) => {
        expect(Math.abs(quickLog(value) - Math.log(value))).toBeLessThan(2e-7 + 1e-14);
      }),
      { seed: 5, numRuns: 20_000 },
    );
  });

  it('never falls where its argument grows', () => {
    fc.assert(
      fc.property(aPositive, fc.float({ min: 0, max: Math.fround(1e-3), noNaN: true }), (value, share) => {
        expect(quickLog(value * (1 + share))).toBeGreaterThanOrEqual(quickLog(value));
      }),
      { seed: 6, numRuns: 20_000 },
    );
  });

  it('is 0 for 1', () => {
    expect(quickLog(1)).toBe(0);
  });
});
