import { alwaysValid } from '../../statistics/always-valid.ts';
import { cupedRatio, type RatioWithPast } from '../../statistics/cuped-ratio.ts';
import { differenceOf } from '../../statistics/effect.ts';
import { ratioEstimate, type Estimate } from '../../statistics/estimate.ts';
import { pairedSampleOfSums } from '../../statistics/paired-sample.ts';
import { isEnoughOf } from '../analysis/arm-values.ts';
import type { Plan } from '../analysis/plan.ts';

/** Sums over an arm's units: of a metric y, its checkouts x and the spend before z, of their squares and products. */
export interface ArmSums {
  count: number;
  y: number;
  x: number;
  yy: number;
  xx: number;
  xy: number;
  z: number;
  zz: number;
  yz: number;
  xz: number;
  /** Units with an outcome. */
  outcomes: number;
}

export const emptySums = (): ArmSums => ({
  ...{ count: 0, y: 0, x: 0, yy: 0, xx: 0, xy: 0 },
  ...{ z: 0, zz: 0, yz: 0, xz: 0, outcomes: 0 },
});

/** A unit's sum goes from y over x checkouts to y + value over x + 1. */
export function addCheckout(sums: ArmSums, y: number, x: number, value: number, z: number): void {
  const after = y + value;
  if (x === 0) {
    sums.count += 1;
    sums.z += z;
    sums.zz += z * z;
  }
  sums.yz += value * z;
  sums.xz += z;
  sums.y += value;
  sums.x += 1;
  sums.yy += after * after - y * y;
  sums.xx += 2 * x + 1;
  sums.xy += after * (x + 1) - y * x;
  sums.outcomes += (after === 0 ? 0 : 1) - (y === 0 ? 0 : 1);
}

/** How sums become differences: the part of a plan that says so. */
export type SumsPlan = Pick<Plan, 'control' | 'alpha' | 'tunedUnits' | 'pre'>;

/** An arm less control, a checkout; the interval holds at every look. */
export interface ArmDifference {
  readonly arm: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** As the report decides: freed of what earlier spend explains, where it is known. Arms of which too little is known are left out. */
export function differencesOf(
  arms: ReadonlyMap<string, ArmSums>,
  { control, alpha, tunedUnits, pre }: SumsPlan,
): readonly ArmDifference[] {
  const enough = [...arms].filter(([, { count, outcomes }]) => isEnoughOf(count, outcomes));
  const sums = enough.map(([, arm]) => arm);
  const estimates = pre === null ? sums.map(plainOf) : cupedRatio(sums.map(withPast)).estimates;
  const against = estimates[enough.findIndex(([arm]) => arm === control)];
  if (!against) return [];
  return enough.flatMap(([arm], index) => {
    const estimate = estimates[index];
    if (arm === control || !estimate) return [];
    const effect = differenceOf(estimate, against);
    const { low, high } = alwaysValid(effect, alpha, tunedUnits).interval;
    return [{ arm, difference: effect.value, low, high }];
  });
}

const plainOf = (sums: ArmSums): Estimate => ratioEstimate(pairedSampleOfSums(sums));

function withPast({ count, y, x, yy, xx, xy, z, zz, yz, xz }: ArmSums): RatioWithPast {
  return {
    yw: pairedSampleOfSums({ count, y, x, yy, xx, xy }),
    yx: pairedSampleOfSums({ count, y, x: z, yy, xx: zz, xy: yz }),
    wx: pairedSampleOfSums({ count, y: x, x: z, yy: xx, xx: zz, xy: xz }),
  };
}
