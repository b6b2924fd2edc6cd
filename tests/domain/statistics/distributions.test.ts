/** Known values: SciPy 1.17 (stats, special) unless another source is named. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaQuantile } from '#app/domain/statistics/distributions/beta.ts';
import { betaTails } from '#app/domain/statistics/distributions/incomplete-beta.ts';
import {
  chiSquareProbability,
  chiSquareQuantile,
  chiSquareTail,
} from '#app/domain/statistics/distributions/chi-square.ts';
import { integrate } from '#app/domain/statistics/distributions/integrate.ts';
import { logGamma } from '#app/domain/statistics/distributions/log-gamma.ts';
import {
  normalProbability,
  normalQuantile,
  normalTail,
} from '#app/domain/statistics/distributions/normal.ts';
import { studentCritical, studentTwoSided } from '#app/domain/statistics/distributions/student-t.ts';

/** Equal to ten digits, however small. */
function expectDigits(value: number, expected: number): void {
  expect(Math.abs(value / expected - 1), `${value} against ${expected}`).toBeLessThan(1e-10);
}

describe('distributions', () => {
  it('keep their digits in the tails', () => {
    expectDigits(normalTail(5), 2.866515718791933e-7);
    expectDigits(normalTail(20), 2.7536241186061556e-89);
    expectDigits(chiSquareTail(30, 3), 1.3800570312932553e-6);
    expectDigits(chiSquareTail(200, 3), 4.218541107192018e-43);
    expectDigits(chiSquareProbability(1, 5), 0.03743422675270361);
    expectDigits(studentTwoSided(3.5, 7.3), 0.009343138528485555);
    expectDigits(studentTwoSided(12, 40_000), 4.050591387595841e-33);
    expectDigits(betaTails(11, 91, 0.2).lower, 0.994976183038123);
    expectDigits(betaTails(1, 20_000, 0.001).upper, 2.0406311867621363e-9);
    expectDigits(logGamma(0.1), 2.252712651734206);
    expectDigits(logGamma(12_345.6), 103_959.18506616844);
  });

  it('have the quantiles of tables', () => {
    expectDigits(normalQuantile(0.975), 1.959963984540054);
    expectDigits(normalQuantile(1e-10), -6.361340902404056);
    expectDigits(studentCritical(0.05, 4.2), 2.7250727225923743);
    expectDigits(betaQuantile({ a: 0.5, b: 3 }, 0.025), 0.00017781993293475778);
    // NIST/SEMATECH e-Handbook, 1.3.6.7.2 and 1.3.6.7.4.
    expect(studentCritical(0.05, 10)).toBeCloseTo(2.228, 3);
    expect(chiSquareQuantile(0.99, 9)).toBeCloseTo(21.666, 3);
  });

  it('have tails that sum to 1 and quantiles that lead back', () => {
    const shape = fc.double({ min: 1, max: 3_000, noNaN: true });
    const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(shape, shape, share, (a, b, p) => {
        const { lower, upper } = betaTails(a, b, p);
        expect(lower + upper).toBeCloseTo(1, 12);
        expect(betaTails(b, a, 1 - p).upper).toBeCloseTo(lower, 9);
        expect(betaTails(a, b, betaQuantile({ a, b }, p)).lower).toBeCloseTo(p, 8);
        expect(normalProbability(normalQuantile(p))).toBeCloseTo(p, 12);
        expect(chiSquareProbability(chiSquareQuantile(p, a), a)).toBeCloseTo(p, 9);
        expect(studentTwoSided(studentCritical(p, b), b)).toBeCloseTo(p, 9);
      }),
      { numRuns: 100, seed: 6 },
    );
  });

  it('have an integral that is exact for polynomials of high degree', () => {
    expect(integrate((x) => x ** 19, 0, 1, 1)).toBeCloseTo(1 / 20, 14);
    expect(integrate(Math.sin, 0, Math.PI)).toBeCloseTo(2, 14);
  });
});
