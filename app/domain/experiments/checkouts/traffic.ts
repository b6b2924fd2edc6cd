import type { Instant } from '../../kernel/instant.ts';
import type { Shares } from '../assignment/reallocate.ts';
import { countPeriods } from '../analysis/periods.ts';
import type { ArmData } from '../unit-sums.ts';

/** A period of an experiment whose shares follow the results. */
export interface PeriodTally {
  readonly at: Instant;
  readonly arms: readonly { readonly arm: string; readonly share: number; readonly units: number }[];
}

/** Arms in one order in all periods, that of the first. */
export function tallyPeriods(
  arms: readonly ArmData[],
  periods: readonly { readonly at: Instant; readonly shares: Shares }[],
): readonly PeriodTally[] {
  const names = [...(periods[0]?.shares.keys() ?? [])];
  const counts = new Map(arms.map((arm) => [arm.arm, countPeriods([arm])]));
  return periods.map(({ at, shares }, period) => ({
    at,
    arms: names.map((arm) => ({ arm, share: shares.get(arm) ?? 0, units: counts.get(arm)?.[period] ?? 0 })),
  }));
}

/**
 * How much is known of an arm's difference from control, beside what the first shares would have told with as many units, 0 up: 0.5 is as much as
 * with half of them. From the numbers of units alone: 1 / n_arm + 1 / n_control under the first shares, over the sum of W_k^2 (1 / n_k,arm +
 * 1 / n_k,control) of the periods, as the pooled difference has it where outcomes vary alike in all periods. Null while an arm has none.
 */
export function knownShare(periods: readonly PeriodTally[], arm: string, control: string): number | null {
  const unitsOf = (period: PeriodTally, name: string): number =>
    period.arms.find((each) => each.arm === name)?.units ?? 0;
  const compared = periods.filter((period) => unitsOf(period, arm) > 0 && unitsOf(period, control) > 0);
  const sizes = compared.map((period) => period.arms.reduce((sum, { units }) => sum + units, 0));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const shareOf = (name: string): number => periods[0]?.arms.find((each) => each.arm === name)?.share ?? 0;
  if (all === 0) return null;
  const first = (1 / shareOf(arm) + 1 / shareOf(control)) / all;
  const pooled = compared.reduce(
    (sum, period, index) =>
      sum + ((sizes[index] ?? 0) / all) ** 2 * (1 / unitsOf(period, arm) + 1 / unitsOf(period, control)),
    0,
  );
  return first / pooled;
}
