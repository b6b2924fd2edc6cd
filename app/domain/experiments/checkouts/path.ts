import type { Instant } from '../../kernel/instant.ts';
import { alwaysValid } from '../../statistics/always-valid.ts';
import { cupedRatio, type RatioWithPast } from '../../statistics/cuped-ratio.ts';
import { differenceOf } from '../../statistics/effect.ts';
import { ratioEstimate, type Estimate } from '../../statistics/estimate.ts';
import { pairedSampleOfSums } from '../../statistics/paired-sample.ts';
import { isEnoughOf } from '../analysis/arm-values.ts';
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

/** What the arms' sums were at a moment. */
type Moment = ReadonlyMap<string, ArmSums>;

type PathPlan = Pick<Plan, 'control' | 'alpha' | 'tunedUnits' | 'pre'>;

export interface PathKeeper {
  /** One checkout of the unit with this number, in the order in which checkouts began. */
  take(at: Instant, arm: string, unit: number, value: number, spentBefore: number): void;
  path(plan: PathPlan): readonly PathPoint[];
}

/** Enough for a line. */
const POINTS = 14;

/** Keeps sums only, so that the points cost nothing beside reading the checkouts once. */
export function createPathKeeper({ since, until }: { since: Instant; until: Instant }): PathKeeper {
  const moments = Array.from({ length: POINTS }, (_, index) =>
    Math.round(since + ((until - since) * (index + 1)) / POINTS),
  );
  const arms = new Map<string, ArmSums>();
  const values: number[] = [];
  const checkouts: number[] = [];
  const passed: Moment[] = [];
  const passUntil = (at: Instant): void => {
    while (passed.length < POINTS && (moments[passed.length] ?? Infinity) < at) passed.push(copyOf(arms));
  };
  return {
    take(at, arm, unit, value, spentBefore) {
      passUntil(at);
      const sums = arms.get(arm) ?? emptySums();
      arms.set(arm, sums);
      const [y, x] = [values[unit] ?? 0, checkouts[unit] ?? 0];
      move(sums, y, x, value, spentBefore);
      values[unit] = y + value;
      checkouts[unit] = x + 1;
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

const copyOf = (arms: ReadonlyMap<string, ArmSums>): Moment =>
  new Map([...arms].map(([arm, sums]) => [arm, { ...sums }]));

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

/** As the report decides: freed of what earlier spend explains, where it is known. */
function differencesOf(
  moment: Moment,
  { control, alpha, tunedUnits, pre }: PathPlan,
): readonly Omit<PathPoint, 'at'>[] {
  const enough = [...moment].filter(([, { count, outcomes }]) => isEnoughOf(count, outcomes));
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
