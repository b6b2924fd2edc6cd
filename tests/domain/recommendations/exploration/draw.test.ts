import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { chancesToBeHighest } from '#app/domain/recommendations/exploration/chances-to-be-highest.ts';
import {
  MOST_ALTERNATIVES,
  placeOfDraw,
  propensities,
} from '#app/domain/recommendations/exploration/draw.ts';
import { gammaTails } from '#app/domain/statistics/distributions/incomplete-gamma.ts';
import { logGamma } from '#app/domain/statistics/distributions/log-gamma.ts';
import { chancesToBeBest } from '#app/domain/statistics/compare-beliefs.ts';
import type { Gamma } from '#app/domain/statistics/distributions/gamma.ts';

const gammaBelief = ({ shape, rate }: Gamma) => ({
  density: (x: number) => rate * Math.exp((shape - 1) * Math.log(rate * x) - rate * x - logGamma(shape)),
  below: (x: number) => gammaTails(shape, rate * x).lower,
  above: (x: number) => gammaTails(shape, rate * x).upper,
  range: { low: 0, high: (shape + 12 * Math.sqrt(shape)) / rate },
});

const anAlternative = fc.record({
  score: fc.double({ min: 0.0001, max: 1, noNaN: true }),
  acceptances: fc.integer({ min: 10, max: 1_000 }),
});
const someAlternatives = fc.array(anAlternative, { minLength: 2, maxLength: MOST_ALTERNATIVES });

describe('chancesToBeHighest', () => {
  it('is within 0.005 of the integral at the prior', () => {
    const beliefs = [0.2, 0.15, 0.1, 0.05, 0.01].map((mean) => ({ shape: 10, rate: 10 / mean }));
    const exact = chancesToBeBest(beliefs.map(gammaBelief));
    chancesToBeHighest(beliefs).forEach((chance, at) =>
      expect(Math.abs(chance - exact[at]!)).toBeLessThan(0.005),
    );
  });

  it('is one half each for equals', () => {
    const [first, second] = chancesToBeHighest([
      { shape: 10, rate: 50 },
      { shape: 10, rate: 50 },
    ]);
    expect(first).toBeCloseTo(0.5, 12);
    expect(second).toBeCloseTo(0.5, 12);
  });
});

describe('propensities', () => {
  it('sum to 1, never fall under 1 in 25, and order equally known alternatives by score', () => {
    fc.assert(
      fc.property(someAlternatives, (alternatives) => {
        const chances = propensities(alternatives);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
        for (const chance of chances) expect(chance).toBeGreaterThanOrEqual(0.04 - 1e-12);
      }),
    );
    const [first, second, third] = propensities([0.3, 0.2, 0.1].map((score) => ({ score, acceptances: 10 })));
    expect(first).toBeGreaterThan(second!);
    expect(second).toBeGreaterThan(third!);
  });

  it('draw the second best less often the more is known', () => {
    const chanceOfSecond = (acceptances: number) =>
      propensities([0.3, 0.2].map((score) => ({ score, acceptances })))[1]!;
    expect(chanceOfSecond(10)).toBeGreaterThan(chanceOfSecond(50));
    expect(chanceOfSecond(50)).toBeGreaterThan(chanceOfSecond(500));
  });

  it('are the frequencies of the draws', () => {
    const chances = propensities([0.3, 0.25, 0.2].map((score) => ({ score, acceptances: 10 })));
    const random = seededRandom(5);
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 100_000; draw++) counts[placeOfDraw(chances, random())]! += 1;
    // Four standard errors of a share of 100,000 draws.
    counts.forEach((count, at) => expect(Math.abs(count / 100_000 - chances[at]!)).toBeLessThan(0.0064));
  });

  it('hold for scores of zero', () => {
    for (const chance of propensities([0, 0].map((score) => ({ score, acceptances: 10 }))))
      expect(chance).toBeGreaterThan(0);
  });
});
