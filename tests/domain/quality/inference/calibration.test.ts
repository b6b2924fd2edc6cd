import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationError } from '#app/domain/quality/inference/calibration/calibration-error.ts';
import { chooseCalibration, type Said } from '#app/domain/quality/inference/calibration/calibrate.ts';
import { fitIsotonic, stepAt } from '#app/domain/quality/inference/calibration/isotonic.ts';
import { fitPlatt, plattAt } from '#app/domain/quality/inference/calibration/platt.ts';
import { logLoss } from '#app/domain/quality/inference/log-loss.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';

const says = (share: number, answer: number): Said => ({ shares: Float64Array.of(1 - share, share), answer });

describe('logLoss', () => {
  it('is that of the example in the manual of scikit-learn', () => {
    const said = [says(0.9, 1), says(0.1, 0), says(0.2, 0), says(0.65, 1)];
    const mean = said.reduce((sum, { shares, answer }) => sum + logLoss(shares, answer), 0) / 4;
    expect(mean).toBeCloseTo(0.21616, 5);
  });

  it('is finite for what was held to be impossible', () => {
    expect(logLoss(Float64Array.of(1, 0), 1)).toBeCloseTo(9 * Math.LN10, 10);
  });
});

describe('calibrationError', () => {
  it('is how far what was said is from what came', () => {
    const ten = Array.from({ length: 10 }, (_, at) => says(0.8, at < 6 ? 1 : 0));
    expect(calibrationError(ten)).toBeCloseTo(0.2, 12);
  });

  it('weighs bins by rows, and is 0 where each says what came', () => {
    const sure = Array.from({ length: 30 }, () => says(1, 1));
    const unsure = Array.from({ length: 10 }, (_, at) => says(0.75, at < 5 ? 1 : 0));
    expect(calibrationError(sure)).toBe(0);
    expect(calibrationError([...sure, ...unsure])).toBeCloseTo(0.25 / 4, 12);
  });
});

describe('fitIsotonic', () => {
  const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 1 })), {
    minLength: 1,
    maxLength: 40,
  });

  it('pools neighbours that fall', () => {
    const scores = [1, 2, 3, 4, 5, 6];
    const stairs = fitIsotonic(scores, [1, 3, 2, 4, 3.5, 5]);
    expect(scores.map((score) => stepAt(stairs, score))).toEqual([1, 2.5, 2.5, 3.75, 3.75, 5]);
    expect([stepAt(stairs, 0), stepAt(stairs, 9)]).toEqual([1, 5]);
  });

  it('is the max-min of means (Robertson, Wright and Dykstra 1988, theorem 1.4.4)', () => {
    fc.assert(
      fc.property(points, (pairs) => {
        const scores = pairs.map(([score]) => score);
        const stairs = fitIsotonic(
          scores,
          pairs.map(([, answer]) => answer),
        );
        const distinct = [...new Set(scores)].sort((a, b) => a - b);
        const meanFrom = (low: number, high: number): number => {
          const own = pairs.filter(([score]) => score >= low && score <= high);
          return own.reduce((sum, [, answer]) => sum + answer, 0) / own.length;
        };
        for (const at of distinct) {
          const expected = Math.max(
            ...distinct
              .filter((low) => low <= at)
              .map((low) =>
                Math.min(...distinct.filter((high) => high >= at).map((high) => meanFrom(low, high))),
              ),
          );
          expect(stepAt(stairs, at)).toBeCloseTo(expected, 12);
        }
      }),
      { seed: 7, numRuns: 150 },
    );
  });
});

describe('fitPlatt', () => {
  it('finds the curve that answers were drawn from', () => {
    const random = seededRandom(3);
    const scores = Array.from({ length: 20_000 }, () => 6 * random() - 3);
    const answers = scores.map((score) => Number(random() < plattAt({ slope: 0.7, offset: -0.4 }, score)));
    const { slope, offset } = fitPlatt(scores, answers);
    expect(slope).toBeCloseTo(0.7, 1);
    expect(offset).toBeCloseTo(-0.4, 1);
  });

  it('turns round with its answers, and stays away from 0 and 1', () => {
    const scores = [-2, -1, 0, 1, 2];
    const curve = fitPlatt(scores, [0, 0, 1, 1, 1]);
    const turned = fitPlatt(scores, [1, 1, 0, 0, 0]);
    scores.forEach((score) => {
      expect(plattAt(curve, score) + plattAt(turned, score)).toBeCloseTo(1, 6);
      expect(plattAt(curve, score)).toBeGreaterThan(0.05);
      expect(plattAt(curve, score)).toBeLessThan(0.95);
    });
  });
});

describe('chooseCalibration', () => {
  const drawn = (chanceOf: (share: number) => number): readonly Said[] => {
    const random = seededRandom(5);
    return Array.from({ length: 4_000 }, () => {
      const share = random();
      return says(share, Number(random() < chanceOf(share)));
    });
  };

  it('keeps what is true', () => {
    const { calibrate } = chooseCalibration(
      drawn((share) => share),
      2,
    );
    for (const share of [0.1, 0.5, 0.9]) expect(calibrate(says(share, 0).shares)[1]).toBeCloseTo(share, 1);
  });

  it('corrects what is too sure, and a staircase by a staircase', () => {
    const tooSure = chooseCalibration(
      drawn((share) => plattAt({ slope: 0.4, offset: 0 }, Math.log(share / (1 - share)))),
      2,
    );
    expect(tooSure.name).toBe('platt');
    expect(tooSure.calibrate(says(0.98, 0).shares)[1]).toBeCloseTo(0.826, 1);
    expect(
      chooseCalibration(
        drawn((share) => (share < 0.5 ? 0.3 : 0.6)),
        2,
      ).name,
    ).toBe('isotonic');
  });

  it('gives probabilities that are over 0 and sum to 1', () => {
    const { calibrate } = chooseCalibration(drawn(Math.round), 2);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const made = calibrate(says(share, 0).shares);
        expect((made[0] ?? 0) + (made[1] ?? 0)).toBeCloseTo(1, 12);
        expect(Math.min(...made)).toBeGreaterThan(0);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
