import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neededUnits, outlookOf } from '#app/domain/experiments/analysis/outlook.ts';
import { whatItTakes } from '#app/domain/experiments/analysis/what-it-takes.ts';
import { readHarm } from '#app/domain/experiments/harm-guard.ts';
import { thompsonShares } from '#app/domain/experiments/thompson-shares.ts';
import { unitsForMeans } from '#app/domain/statistics/power.ts';

const pace = { alpha: 0.05, tunedUnits: 5_000, weeklyUnits: 1_000 };
const half = { arm: 0.5, control: 0.5 };
const completion = { mean: 0.5, deviation: 0.5 };

describe('the outlook', () => {
  it('needs the units of the usual formula for one look', () => {
    const [, , ofFive] = neededUnits(completion, half, pace);
    // 2 (1.96 + 0.842)^2 s^2 / d^2 an arm; without the t test's own part.
    expect(ofFive?.units.oneLook).toBe(Math.ceil(2 * (unitsForMeans(0.025, 0.5) - 1.9599639845 ** 2 / 4)));
    expect(ofFive?.lift).toBe(0.05);
  });

  it('shows at the units it asks for just the change it asks them for', () => {
    for (const { lift, units, weeks } of neededUnits(completion, half, pace)) {
      expect(outlookOf(units.alwaysValid, completion, half, pace).detectable.alwaysValid).toBeCloseTo(
        lift * 0.5,
        4,
      );
      expect(weeks).toBe(units.alwaysValid / 1_000);
    }
  });

  it('needs more where arms are uneven or outcomes spread', () => {
    const ofFive = (baseline = completion, shares = half) =>
      neededUnits(baseline, shares, pace)[2]!.units.oneLook;
    expect(ofFive(completion, { arm: 0.95, control: 0.05 }) / ofFive()).toBeCloseTo(1 / (4 * 0.95 * 0.05), 3);
    expect(ofFive({ mean: 0.5, deviation: 1 }) / ofFive()).toBeCloseTo(4, 3);
  });

  it('says nothing of changes where control is not above 0', () => {
    expect(neededUnits({ mean: 0, deviation: 1 }, half, pace)).toEqual([]);
  });
});

describe('what an open experiment takes', () => {
  const sentence = (units: number, weeklyUnits: number | null = null) =>
    whatItTakes(outlookOf(units, completion, half, { ...pace, weeklyUnits }), units);

  it('is said of a change of 5 % first', () => {
    expect(sentence(1_000)).toMatch(/^A change of 5 % takes about [\d,]+ units in all; there are 1,000\.$/);
  });

  it('is said of a smaller one when that would have shown', () => {
    expect(sentence(60_000)).toMatch(
      /^A larger change would most likely have shown by now\. A change of 2 % takes/,
    );
    expect(sentence(10_000_000)).toBe('A change of 1 % or more would most likely have shown by now.');
  });

  it('is given up when it takes more than another year', () => {
    expect(sentence(1_000, 100)).toContain('more than a year: pool');
    expect(sentence(1_000, 10_000)).not.toContain('year');
  });

  it('is not known where control is not above 0', () => {
    expect(whatItTakes(outlookOf(100, { mean: 0, deviation: 1 }, half, pace), 100)).toContain(
      'Nothing can be said',
    );
  });
});

describe('thompsonShares', () => {
  const expectShares = (chances: readonly number[], expected: readonly number[]) =>
    thompsonShares(chances, 0).forEach((share, index) => expect(share).toBeCloseTo(expected[index]!, 12));

  it('gives each arm its chance to be best, and control a floor of a tenth', () => {
    expectShares([0.2, 0.5, 0.3], [0.2, 0.5, 0.3]);
    expectShares([0, 0.25, 0.75], [0.1, 0.225, 0.675]);
  });

  it('leaves every other arm a twentieth, also where nothing but control can be best', () => {
    expectShares([1, 0], [0.95, 0.05]);
    expectShares([0.08, 0.91, 0.01], [0.1, 0.85, 0.05]);
    expectShares([0, 0, 0], [1 / 3, 1 / 3, 1 / 3]);
    // A chance so small that a product with it is rounded up to itself.
    expectShares([0, Number.MIN_VALUE], [0.1, 0.9]);
  });

  it('sums to one, whatever the chances of two to eight arms', () => {
    const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(chances, (all) => {
        const shares = thompsonShares(all, 0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
        shares.forEach((share, index) =>
          expect(share).toBeGreaterThanOrEqual((index === 0 ? 0.1 : 0.05) - 1e-9),
        );
      }),
    );
  });
});

describe('readHarm', () => {
  const loss = { value: 0.05, standardError: 0.01, units: 10_000, degrees: 9_998 };

  it('states harm from 1 / alpha on', () => {
    const { evidence, threshold, isHarm } = readHarm(loss, 0.015, 0.05);
    expect(threshold).toBe(20);
    expect(evidence).toBeGreaterThan(20);
    expect(isHarm).toBe(true);
  });

  it('never takes a gain for harm, and asks more of more guards', () => {
    expect(readHarm({ ...loss, value: -0.05 }, 0.015, 0.05).evidence).toBeLessThan(1);
    expect(readHarm(loss, 0.015, 0.05 / 4).threshold).toBe(80);
  });

  it('states none where nothing varies', () => {
    expect(readHarm({ ...loss, standardError: 0 }, 0.015, 0.05).isHarm).toBe(false);
  });
});
