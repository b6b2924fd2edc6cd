import type { Instant } from '../../kernel/instant.ts';
import { alwaysValid } from '../../statistics/always-valid.ts';
import { cupedRatio, type RatioWithPast } from '../../statistics/cuped-ratio.ts';
import { differenceOf } from '../../statistics/effect.ts';
import { ratioEstimate, type Estimate } from '../../statistics/estimate.ts';
import { pairedSampleOfSums, type PairedSample, type PairedSums } from '../../statistics/paired-sample.ts';
import { stratifiedPair, type Stratum } from '../../statistics/stratified.ts';
import { isEnoughOf } from '../analysis/arm-values.ts';
import { FEWEST_IN_PERIOD } from '../analysis/periods.ts';
import type { Plan } from '../analysis/plan.ts';

/** One arm's difference from control over all checkouts that began before `at`, with what is known of them now. */
export interface PathPoint {
  readonly at: Instant;
  readonly arm: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Sums over an arm's units: of a metric y, its checkouts x and the spend before z, of their squares and products. */
interface ArmSums {
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

/** What the arms' sums were at a moment, by period. */
type Moment = ReadonlyMap<string, readonly ArmSums[]>;

type PathPlan = Pick<Plan, 'control' | 'alpha' | 'tunedUnits' | 'pre'>;

/** A unit, with the period it entered in and what it spent before. */
interface PathUnit {
  readonly number: number;
  readonly arm: string;
  readonly period: number;
  readonly spent: number;
}

export interface PathKeeper {
  /** One checkout of a unit, in the order in which checkouts began. */
  take(at: Instant, unit: PathUnit, value: number): void;
  path(plan: PathPlan): readonly PathPoint[];
}

/** Enough for a line. */
const POINTS = 14;

/** Keeps sums only, so that the points cost nothing beside reading the checkouts once. */
export function createPathKeeper({ since, until }: { since: Instant; until: Instant }): PathKeeper {
  const moments = Array.from({ length: POINTS }, (_, index) =>
    Math.round(since + ((until - since) * (index + 1)) / POINTS),
  );
  const arms = new Map<string, ArmSums[]>();
  const values: number[] = [];
  const checkouts: number[] = [];
  const passed: Moment[] = [];
  const passUntil = (at: Instant): void => {
    while (passed.length < POINTS && (moments[passed.length] ?? Infinity) < at) passed.push(copyOf(arms));
  };
  return {
    take(at, { number, arm, period, spent }, value) {
      passUntil(at);
      const periods = arms.get(arm) ?? [];
      arms.set(arm, periods);
      while (periods.length <= period) periods.push(emptySums());
      const sums = periods[period] ?? emptySums();
      const [y, x] = [values[number] ?? 0, checkouts[number] ?? 0];
      move(sums, y, x, value, spent);
      values[number] = y + value;
      checkouts[number] = x + 1;
    },
    path(plan) {
      passUntil(Infinity);
      return passed.flatMap((moment, index) =>
        differencesOf(moment, plan).map((difference) => ({ at: moments[index] ?? until, ...difference })),
      );
    },
  };
}

const emptySums = (): ArmSums => ({
  ...{ count: 0, y: 0, x: 0, yy: 0, xx: 0, xy: 0 },
  ...{ z: 0, zz: 0, yz: 0, xz: 0, outcomes: 0 },
});

const copyOf = (arms: Moment): Moment =>
  new Map([...arms].map(([arm, periods]) => [arm, periods.map((sums) => ({ ...sums }))]));

/** A unit's sum goes from y over x checkouts to y + value over x + 1. */
function move(sums: ArmSums, y: number, x: number, value: number, z: number): void {
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

/** As the report decides: freed of what earlier spend explains, where it is known, and arms compared within periods. */
function differencesOf(
  moment: Moment,
  { control, alpha, tunedUnits, pre }: PathPlan,
): readonly Omit<PathPoint, 'at'>[] {
  const enough = strataOf(moment).filter(({ strata }) =>
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

/** Every arm's sums by period, those periods alone in which all arms have enough where there are several. */
function strataOf(moment: Moment): readonly { readonly arm: string; readonly strata: ArmStrata }[] {
  const arms = [...moment];
  const count = Math.max(0, ...arms.map(([, periods]) => periods.length));
  const countsOf = (period: number): number[] => arms.map(([, periods]) => periods[period]?.count ?? 0);
  const kept = Array.from({ length: count }, (_, period) => period).filter(
    (period) => count === 1 || countsOf(period).every((units) => units >= FEWEST_IN_PERIOD),
  );
  const sizes = kept.map((period) => countsOf(period).reduce((sum, units) => sum + units, 0));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return arms.map(([arm, periods]) => ({
    arm,
    strata: kept.map((period, index) => ({
      share: (sizes[index] ?? 0) / all,
      sample: periods[period] ?? emptySums(),
    })),
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
