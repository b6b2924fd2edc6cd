import { alwaysValid } from '../../statistics/always-valid.ts';
import { cupedRatio, type RatioWithPast } from '../../statistics/cuped-ratio.ts';
import { differenceOf } from '../../statistics/effect.ts';
import { ratioEstimate, type Estimate } from '../../statistics/estimate.ts';
import { pairedSampleOfSums, type PairedSample, type PairedSums } from '../../statistics/paired-sample.ts';
import { stratifiedPair, type Stratum } from '../../statistics/stratified.ts';
import { isEnoughOf } from '../analysis/arm-values.ts';
import { FEWEST_IN_PERIOD } from '../analysis/periods.ts';
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

/** A unit of the report: its number, arm, the period it entered in, and what it spent before. */
export interface CountedUnit {
  readonly number: number;
  readonly arm: string;
  readonly period: number;
  readonly spent: number;
}

/** What a unit had brought before a checkout: its sum of a metric over its checkouts. */
export interface UnitTotal {
  readonly y: number;
  readonly x: number;
}

/** Those of a period, of an arm's by period. */
export function sumsOfPeriod(periods: ArmSums[], period: number): ArmSums {
  while (periods.length < period) periods.push(emptySums());
  return (periods[period] ??= emptySums());
}

const emptySums = (): ArmSums => ({
  ...{ count: 0, y: 0, x: 0, yy: 0, xx: 0, xy: 0 },
  ...{ z: 0, zz: 0, yz: 0, xz: 0, outcomes: 0 },
});

/** A unit's sum goes from y over x checkouts to y + value over x + 1. */
export function addCheckout(sums: ArmSums, { y, x }: UnitTotal, value: number, z: number): void {
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

/**
 * As the report decides: freed of what earlier spend explains, where it is known, and within periods, where there are several. Arms of which too
 * little is known are left out.
 */
export function differencesOf(
  arms: ReadonlyMap<string, readonly ArmSums[]>,
  { control, alpha, tunedUnits, pre }: SumsPlan,
): readonly ArmDifference[] {
  const enough = strataOf(arms).filter(({ strata }) =>
    isEnoughOf(totalOf(strata, 'count'), totalOf(strata, 'outcomes')),
  );
  const sums = enough.map(({ strata }) => strata);
  const estimates = pre === null ? sums.map(plainOf) : cupedRatio(sums.map(withPast)).estimates;
  const against = estimates[enough.findIndex(({ arm }) => arm === control)];
  if (!against) return [];
  return enough.flatMap(({ arm }, index) => {
    const estimate = estimates[index];
    if (arm === control || !estimate) return [];
    const effect = differenceOf(estimate, against);
    const { low, high } = alwaysValid(effect, alpha, tunedUnits).interval;
    return [{ arm, difference: effect.value, low, high }];
  });
}

type ArmStrata = readonly Stratum<ArmSums>[];

/** Every arm's sums by period; of several periods those alone in which all arms have enough. */
function strataOf(
  arms: ReadonlyMap<string, readonly ArmSums[]>,
): readonly { readonly arm: string; readonly strata: ArmStrata }[] {
  const all = [...arms];
  const periods = Math.max(0, ...all.map(([, sums]) => sums.length));
  const countsIn = (period: number): number[] => all.map(([, sums]) => sums[period]?.count ?? 0);
  const kept = Array.from({ length: periods }, (_, period) => period).filter(
    (period) => periods === 1 || countsIn(period).every((units) => units >= FEWEST_IN_PERIOD),
  );
  const sizes = kept.map((period) => countsIn(period).reduce((sum, units) => sum + units, 0));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  return all.map(([arm, sums]) => ({
    arm,
    strata: kept.flatMap((period, index) => {
      const sample = sums[period];
      return sample ? [{ share: (sizes[index] ?? 0) / units, sample }] : [];
    }),
  }));
}

const totalOf = (strata: ArmStrata, name: 'count' | 'outcomes'): number =>
  strata.reduce((sum, { sample }) => sum + sample[name], 0);

const plainOf = (strata: ArmStrata): Estimate => ratioEstimate(pooled(strata, (sums) => sums));

const withPast = (strata: ArmStrata): RatioWithPast => ({
  yw: pooled(strata, (sums) => sums),
  yx: pooled(strata, ({ count, y, yy, z, zz, yz }) => ({ count, y, x: z, yy, xx: zz, xy: yz })),
  wx: pooled(strata, ({ count, x, xx, z, zz, xz }) => ({ count, y: x, x: z, yy: xx, xx: zz, xy: xz })),
});

/** One period's sample as it is, so that nothing is rounded on the way. */
function pooled(strata: ArmStrata, sumsOf: (sums: ArmSums) => PairedSums): PairedSample {
  const samples = strata.map(({ share, sample }) => ({ share, sample: pairedSampleOfSums(sumsOf(sample)) }));
  return samples.length === 1 && samples[0] ? samples[0].sample : stratifiedPair(samples);
}
