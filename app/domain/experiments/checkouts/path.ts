import type { Instant } from '../../kernel/instant.ts';
import { invariant } from '../../kernel/invariant.ts';
import { alwaysValid } from '../../statistics/always-valid.ts';
import { differenceOf } from '../../statistics/effect.ts';
import type { Estimate } from '../../statistics/estimate.ts';
import { isEnough, valuesOf as outcomesOf, type ArmValues } from '../analysis/arm-values.ts';
import type { Plan } from '../analysis/plan.ts';
import { viewsOf } from '../analysis/views.ts';
import { createUnitTable, type ArmData } from '../unit-table.ts';
import { COLUMNS, metricOf, valuesOf, type DecidingMetric } from './columns.ts';
import type { PlacedCheckout } from './measured-checkout.ts';

/** One arm's difference from control over all checkouts that began before `at`, with what is known of them now. */
export interface PathPoint {
  readonly at: Instant;
  readonly arm: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Enough for a line; each one reads all checkouts until then. */
const POINTS = 14;

/** Equally far apart; a moment with too little data has no point. */
export function pathOf(
  placed: readonly PlacedCheckout[],
  deciding: DecidingMetric,
  plan: Plan,
  { since, now }: { readonly since: Instant; readonly now: Instant },
): readonly PathPoint[] {
  const rows = placed.toSorted((a, b) => a.checkout.firstSeenAt - b.checkout.firstSeenAt);
  const table = createUnitTable(COLUMNS, []);
  let next = 0;
  return Array.from({ length: POINTS }, (_, index) => {
    const at = Math.round(since + ((now - since) * (index + 1)) / POINTS);
    for (let row = rows[next]; row && row.checkout.firstSeenAt <= at; row = rows[(next += 1)])
      table.add(row.checkout.unit, row.arm, valuesOf(row.checkout));
    return differencesOf(table.arms(), deciding, plan).map((difference) => ({ at, ...difference }));
  }).flat();
}

function differencesOf(
  data: readonly ArmData[],
  deciding: DecidingMetric,
  { control, alpha, tunedUnits }: Plan,
): readonly Omit<PathPoint, 'at'>[] {
  const arms = data
    .map((arm) => outcomesOf(arm, metricOf(deciding), null))
    .filter((arm) => isEnough(arm, 'ratio'));
  const against = arms.find(({ arm }) => arm === control);
  if (!against) return [];
  return arms.flatMap((arm) => {
    if (arm === against) return [];
    const { value, ...effect } = differenceOf(meanOf(arm), meanOf(against));
    const { low, high } = alwaysValid({ value, ...effect }, alpha, tunedUnits).interval;
    return [{ arm: arm.arm, difference: value, low, high }];
  });
}

function meanOf(arm: ArmValues): Estimate {
  const [estimate] = viewsOf([arm], 'ratio')[0]?.estimates ?? [];
  invariant(estimate, 'an arm has an estimate');
  return estimate;
}
