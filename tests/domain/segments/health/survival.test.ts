import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianStay, shareAfter, survivalSteps, type Stay } from '#app/domain/segments/health/survival.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const over = (...days: number[]): Stay[] => days.map((each) => ({ days: each, isOver: true }));
const stillIn = (...days: number[]): Stay[] => days.map((each) => ({ days: each, isOver: false }));

/** Weeks of remission under 6-MP (Freireich et al. 1963), the textbook case of Kleinbaum and Klein, Survival Analysis, 3rd ed., 2.III. */
const REMISSIONS = [
  ...over(6, 6, 6, 7, 10, 13, 16, 22, 23),
  ...stillIn(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
];

describe('survivalSteps', () => {
  it('is the textbook table of the 6-MP remissions', () => {
    expect(survivalSteps(REMISSIONS).map(({ days, atRisk }) => [days, atRisk])).toEqual([
      [6, 21],
      [7, 17],
      [10, 15],
      [13, 12],
      [16, 11],
      [22, 7],
      [23, 6],
    ]);
    const shares = survivalSteps(REMISSIONS).map(({ share }) => share);
    [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448].forEach((share, index) =>
      expect(shares[index]).toBeCloseTo(share, 3),
    );
  });

  it('without anybody still in is the share that stayed longer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 }), (days) => {
        for (const step of survivalSteps(over(...days)))
          expect(step.share).toBeCloseTo(days.filter((each) => each > step.days).length / days.length, 12);
      }),
      { numRuns: propertyRuns(200), seed: 11 },
    );
  });

  it('falls from step to step and does not depend on the order of the stays', () => {
    const stay = fc.record({ days: fc.integer({ min: 0, max: 40 }), isOver: fc.boolean() });
    fc.assert(
      fc.property(fc.array(stay, { maxLength: 60 }), (stays) => {
        const steps = survivalSteps(stays);
        steps.reduce((before, { share }) => (expect(share).toBeLessThan(before), share), 1 + 1e-12);
        expect(survivalSteps(stays.toReversed())).toEqual(steps);
      }),
      { numRuns: propertyRuns(200), seed: 12 },
    );
  });

  it('has no step where nobody left', () => {
    expect(survivalSteps([])).toEqual([]);
    expect(survivalSteps(stillIn(3, 8))).toEqual([]);
  });
});

describe('medianStay', () => {
  it('of the 6-MP remissions is 23 weeks', () => {
    expect(medianStay(survivalSteps(REMISSIONS))).toBe(23);
  });

  it('is unknown while more than half stay', () => {
    expect(medianStay(survivalSteps([...over(1), ...stillIn(5, 5)]))).toBeNull();
  });
});

describe('shareAfter', () => {
  it('keeps the share of the last step', () => {
    const steps = survivalSteps(REMISSIONS);
    expect(shareAfter(steps, 5)).toBe(1);
    expect(shareAfter(steps, 12)).toBeCloseTo(0.753, 3);
    expect(shareAfter(steps, 99)).toBeCloseTo(0.448, 3);
  });
});
