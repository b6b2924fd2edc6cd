import { alwaysValidZ } from '../../statistics/always-valid.ts';
import { invert } from '../../statistics/distributions/invert.ts';
import { normalQuantile } from '../../statistics/distributions/normal.ts';
import { DESIGN } from '../../statistics/power.ts';
import type { Plan } from './plan.ts';

/** How control's outcomes lie, from an experiment or, before one, from the shop's past. */
export interface Baseline {
  readonly mean: number;
  /** Standard deviation of one unit's outcome. */
  readonly deviation: number;
}

/** The shares of all units that the two arms compared hold. */
export interface PairShares {
  readonly arm: number;
  readonly control: number;
}

/** The part of a plan that says how units become knowledge. */
export type Pace = Pick<Plan, 'alpha' | 'tunedUnits' | 'weeklyUnits'>;

/** A figure for each of the two ways of looking. */
export interface ByWay {
  readonly alwaysValid: number;
  readonly oneLook: number;
}

/** For a change by `lift` of control: units of all arms together, and, where a week's units are known, weeks of always-valid looking. */
export interface NeededUnits {
  readonly lift: number;
  readonly units: ByWay;
  readonly weeks: number | null;
}

/** What is found with the power of the usual design, 80 %. */
export interface Outlook {
  readonly power: number;
  /** The smallest difference that the units so far show. */
  readonly detectable: ByWay;
  readonly changes: readonly NeededUnits[];
}

const LIFTS = [0.01, 0.02, 0.05, 0.1, 0.2];

/** `units` are those of all arms so far. */
export function outlookOf(units: number, baseline: Baseline, shares: PairShares, pace: Pace): Outlook {
  const error = errorAt(baseline, shares, units);
  return {
    power: DESIGN.power,
    detectable: {
      alwaysValid: zAlwaysValid(units, shares, pace) * error,
      oneLook: zOneLook(pace) * error,
    },
    changes: neededUnits(baseline, shares, pace),
  };
}

/** What changes of 1 to 20 % take; nothing where control's mean is not above 0 or its outcomes do not vary. */
export function neededUnits(baseline: Baseline, shares: PairShares, pace: Pace): readonly NeededUnits[] {
  if (baseline.mean <= 0 || baseline.deviation === 0) return [];
  return LIFTS.map((lift) => {
    const unitsFor = (z: (units: number) => number): number =>
      Math.ceil(
        2 **
          invert(
            (power) => -z(2 ** power) * errorAt(baseline, shares, 2 ** power),
            -lift * baseline.mean,
            1,
            60,
          ),
      );
    const units = {
      alwaysValid: unitsFor((count) => zAlwaysValid(count, shares, pace)),
      oneLook: unitsFor(() => zOneLook(pace)),
    };
    return { lift, units, weeks: pace.weeklyUnits && units.alwaysValid / pace.weeklyUnits };
  });
}

/** The standard error of the difference after `units` units of all arms. */
function errorAt({ deviation }: Baseline, shares: PairShares, units: number): number {
  return deviation * Math.sqrt((1 / shares.arm + 1 / shares.control) / units);
}

/** Standard errors between nothing and what is found with that power. */
function zOneLook({ alpha }: Pace): number {
  return normalQuantile(1 - alpha / 2) + normalQuantile(DESIGN.power);
}

function zAlwaysValid(units: number, shares: PairShares, { alpha, tunedUnits }: Pace): number {
  const ofPair = units * (shares.arm + shares.control);
  return alwaysValidZ(ofPair, alpha, tunedUnits) + normalQuantile(DESIGN.power);
}
