import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cuped } from '#app/domain/statistics/cuped.ts';
import { cupedRatio } from '#app/domain/statistics/cuped-ratio.ts';
import { ratioEstimate } from '#app/domain/statistics/estimate.ts';
import { pairedSampleOf } from '#app/domain/statistics/paired-sample.ts';

const unit = fc.record({
  y: fc.integer({ min: -500, max: 5_000 }),
  w: fc.integer({ min: 1, max: 9 }),
  x: fc.integer({ min: 0, max: 9_000 }),
});
const arms = fc.array(fc.array(unit, { minLength: 3, maxLength: 40 }), { minLength: 2, maxLength: 4 });
type Unit = { readonly y: number; readonly w: number; readonly x: number };
const column = (units: readonly Unit[], of: keyof Unit) => Float64Array.from(units.map((each) => each[of]));
const armOf = (units: readonly Unit[]) => {
  const [y, w, x] = [column(units, 'y'), column(units, 'w'), column(units, 'x')];
  return { yw: pairedSampleOf(y, w), yx: pairedSampleOf(y, x), wx: pairedSampleOf(w, x) };
};

describe('cupedRatio', () => {
  it('is cuped where every unit has one row', () => {
    fc.assert(
      fc.property(arms, (given) => {
        const ones = given.map((units) => units.map((each) => ({ ...each, w: 1 })));
        const [ratio, mean] = [cupedRatio(ones.map(armOf)), cuped(ones.map((units) => armOf(units).yx))];
        expect(ratio.theta).toBeCloseTo(mean.theta, 9);
        ratio.estimates.forEach(({ value, variance }, index) => {
          expect(value).toBeCloseTo(mean.estimates[index]!.value, 6);
          expect(variance / Math.max(mean.estimates[index]!.variance, 1)).toBeLessThan(1 + 1e-6);
        });
      }),
    );
  });

  it('is the plain ratio where the earlier figure never varies', () => {
    fc.assert(
      fc.property(arms, (given) => {
        const same = given.map((units) => units.map((each) => ({ ...each, x: 7 })));
        const { theta, estimates } = cupedRatio(same.map(armOf));
        expect(theta).toBe(0);
        estimates.forEach(({ value, variance }, index) => {
          const plain = ratioEstimate(armOf(same[index]!).yw);
          expect(value).toBeCloseTo(plain.value, 9);
          expect(variance).toBeCloseTo(plain.variance, 9);
        });
      }),
    );
  });

  it('never adds to the pooled variance within the arms', () => {
    fc.assert(
      fc.property(arms, (given) => {
        const known = given.map(armOf);
        const pooled = (variances: readonly number[]) =>
          variances.reduce(
            (sum, variance, index) =>
              sum + variance * known[index]!.yw.y.count * (known[index]!.yw.y.count - 1),
            0,
          );
        const freed = pooled(cupedRatio(known).estimates.map(({ variance }) => variance));
        const plain = pooled(known.map(({ yw }) => ratioEstimate(yw).variance));
        expect(freed).toBeLessThanOrEqual(plain * (1 + 1e-9) + 1e-9);
      }),
    );
  });
});
