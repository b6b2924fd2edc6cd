import { differenceOf } from '../../statistics/effect.ts';
import { unitsToDetect } from '../../statistics/harm-boundary.ts';
import { readHarm } from '../harm-guard.ts';
import type { NamedEstimate } from './comparison.ts';
import type { Plan } from './plan.ts';

/** Whether one arm costs one guarded metric. */
export interface GuardReading {
  readonly arm: string;
  readonly metric: string;
  /** The loss it is tuned to, in the metric's units. */
  readonly tunedTo: number;
  readonly evidence: number;
  readonly threshold: number;
  readonly isHarm: boolean;
  /** Units of the arm and control together after which such a loss is found on average; null where nothing varies. */
  readonly unitsToFind: number | null;
}

/** `guards` is how many readings share the plan's alpha. */
export function readGuard(
  arm: NamedEstimate,
  control: NamedEstimate,
  metric: { readonly name: string; readonly isLowerBetter: boolean },
  { harm, alpha }: Plan,
  guards: number,
): GuardReading {
  const [worse, better] = metric.isLowerBetter ? [control, arm] : [arm, control];
  const loss = differenceOf(better.estimate, worse.estimate);
  const deviation = Math.sqrt(control.estimate.variance * control.estimate.units);
  const tunedTo = smallestHarm(control, deviation, harm);
  const { units } = loss;
  const shares = [arm.estimate.units / units, control.estimate.units / units] as const;
  return {
    arm: arm.arm,
    metric: metric.name,
    tunedTo,
    ...readHarm(loss, tunedTo, alpha / guards),
    unitsToFind: tunedTo > 0 ? Math.ceil(unitsToDetect(tunedTo, deviation, shares, alpha / guards)) : null,
  };
}

/** A share of control's figure; where that is not well above 0, the same share of the standard deviation of one outcome. */
function smallestHarm({ estimate }: NamedEstimate, deviation: number, harm: number): number {
  return harm * (estimate.value > 4 * Math.sqrt(estimate.variance) ? estimate.value : deviation);
}
