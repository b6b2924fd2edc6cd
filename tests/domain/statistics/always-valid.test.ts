import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alwaysValid, alwaysValidZ } from '#app/domain/statistics/always-valid.ts';
import { logMixtureRatio, logPositiveMixtureRatio } from '#app/domain/statistics/normal-mixture.ts';
import { unitsToDetect } from '#app/domain/statistics/harm-boundary.ts';
import { welchTest } from '#app/domain/statistics/welch.ts';

const effect = fc.record({
  value: fc.double({ min: -3, max: 3, noNaN: true }),
  standardError: fc.double({ min: 0.01, max: 2, noNaN: true }),
  units: fc.integer({ min: 4, max: 1_000_000 }),
  degrees: fc.constant(1_000),
});

describe('alwaysValid', () => {
  it('has a p value under alpha just where its interval leaves out 0', () => {
    fc.assert(
      fc.property(effect, (of) => {
        const { p, interval } = alwaysValid(of);
        expect(p < 0.05).toBe(interval.low > 0 || interval.high < 0);
      }),
      { seed: 6 },
    );
  });

  it('is wider than an interval for one look', () => {
    fc.assert(
      fc.property(effect, (of) => {
        expect(alwaysValid(of).interval.low).toBeLessThan(welchTest(of).interval.low);
      }),
      { seed: 6 },
    );
  });

  it('is narrowest, in standard errors, about where it is tuned to', () => {
    for (const tuned of [500, 5_000, 100_000])
      for (const units of [tuned / 10, tuned * 10])
        expect(alwaysValidZ(units, 0.05, tuned)).toBeGreaterThan(alwaysValidZ(tuned, 0.05, tuned));
  });

  it('says nothing of an effect without error but what it is', () => {
    const none = { value: 0, standardError: 0, units: 10, degrees: Infinity };
    expect(alwaysValid(none)).toEqual({ interval: { low: 0, high: 0 }, p: 1 });
    expect(alwaysValid({ ...none, value: 1 }).p).toBe(0);
    expect(welchTest(none)).toMatchObject({ t: 0, p: 1 });
  });
});

describe('the mixture ratio', () => {
  it('has mean 1 where there is no effect, which is what makes it valid', () => {
    // Trapezium rule over the normal errors of an estimate.
    const meanOf = (ratio: typeof logMixtureRatio, error: number, scale: number) => {
      let mean = 0;
      for (let z = -30; z <= 30; z += 0.01)
        mean +=
          Math.exp(ratio({ value: z * error, standardError: error }, scale) - (z * z) / 2) *
          (0.01 / Math.sqrt(2 * Math.PI));
      return mean;
    };
    for (const [error, scale] of [
      [1, 0.5],
      [0.1, 0.2],
      [3, 3],
    ] as const) {
      expect(meanOf(logMixtureRatio, error, scale)).toBeCloseTo(1, 6);
      expect(meanOf(logPositiveMixtureRatio, error, scale)).toBeCloseTo(1, 6);
    }
  });

  it('for effects above 0 is at most twice that for either direction, and small for effects below', () => {
    const of = (value: number) => ({ value, standardError: 1 });
    expect(logPositiveMixtureRatio(of(6), 2) - logMixtureRatio(of(6), 2)).toBeCloseTo(Math.LN2, 4);
    expect(logPositiveMixtureRatio(of(-3), 2)).toBeLessThan(Math.log(0.5));
  });
});

describe('unitsToDetect', () => {
  it('needs a quarter of the units for twice the effect', () => {
    const needed = (effect: number) => unitsToDetect(effect, 0.5, [0.5, 0.5]);
    expect(needed(0.015) / needed(0.03)).toBeCloseTo(4, 6);
  });

  it('needs more than the best test of one stated effect: 8 s^2 log(1 / alpha) / d^2 units (Wald 1945)', () => {
    const wald = (8 * 0.25 * Math.log(20)) / 0.015 ** 2;
    expect(unitsToDetect(0.015, 0.5, [0.5, 0.5]) / wald).toBeGreaterThan(1);
    expect(unitsToDetect(0.015, 0.5, [0.5, 0.5]) / wald).toBeLessThan(1.4);
  });
});
