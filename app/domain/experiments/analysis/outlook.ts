import { alwaysValidZ } from '../../statistics/always-valid.ts';
import { invert } from '../../statistics/distributions/invert.ts';
import { normalQuantile } from '../../statistics/distributions/normal.ts';
import { DESIGN } from '../../statistics/power.ts';
import type { NamedEstimate } from './comparison.ts';
import type { Plan } from './plan.ts';

/** What this experiment can find out, judged by how control's outcomes vary. */
export interface Outlook {
  readonly power: number;
  /** The smallest difference that the units so far show with that power; always valid, and with one look. */
  readonly detectable: { readonly alwaysValid: number; readonly oneLook: number };
  readonly changes: readonly NeededUnits[];
}

/** For a change by `lift` of control: units of all arms together, and weeks where the units of a week are known. */
export interface NeededUnits {
  readonly lift: number;
  readonly units: { readonly alwaysValid: number; readonly oneLook: number };
  readonly weeks: number | null;
}

const LIFTS = [0.01, 0.02, 0.05, 0.1, 0.2];

/** `arm` and `control` hold `shares` of all units. */
export function outlookOf(
  arm: NamedEstimate,
  control: NamedEstimate,
  shares: { readonly arm: number; readonly control: number },
  { alpha, tunedUnits, weeklyUnits }: Plan,
): Outlook {
  const variance = control.estimate.variance * control.estimate.units;
  const zPower = normalQuantile(DESIGN.power);
  /** Standard errors between nothing and an effect that is found with that power. */
  const reach = {
    oneLook: () => normalQuantile(1 - alpha / 2) + zPower,
    alwaysValid: (units: number) =>
      alwaysValidZ(units * (shares.arm + shares.control), alpha, tunedUnits) + zPower,
  };
  const errorAt = (units: number): number =>
    Math.sqrt((variance * (1 / shares.arm + 1 / shares.control)) / units);
  const unitsFor = (difference: number, z: (units: number) => number): number =>
    Math.ceil(2 ** invert((log) => -z(2 ** log) * errorAt(2 ** log), -difference, 1, 60));
  const units = (arm.estimate.units + control.estimate.units) / (shares.arm + shares.control);
  return {
    power: DESIGN.power,
    detectable: {
      alwaysValid: reach.alwaysValid(units) * errorAt(units),
      oneLook: reach.oneLook() * errorAt(units),
    },
    changes:
      control.estimate.value <= 0 || variance === 0
        ? []
        : LIFTS.map((lift) => {
            const difference = lift * control.estimate.value;
            const needed = {
              alwaysValid: unitsFor(difference, reach.alwaysValid),
              oneLook: unitsFor(difference, reach.oneLook),
            };
            return { lift, units: needed, weeks: weeklyUnits && needed.alwaysValid / weeklyUnits };
          }),
  };
}
