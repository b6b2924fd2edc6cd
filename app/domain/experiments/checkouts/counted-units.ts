import type { Instant } from '../../kernel/instant.ts';
import { periodAt } from '../assignment/periods.ts';
import type { UnitSums } from '../unit-sums.ts';
import type { CountedUnit } from './arm-sums.ts';
import type { CheckoutPlan } from './report.ts';

/** Not what the plan is about, or in none of its arms. */
type Uncounted = 'outside' | 'left out';

export interface CountedUnits {
  /** Where a unit stands with a checkout at `at`: its first one says so for all of them. */
  enter(unit: string, at: Instant): CountedUnit | Uncounted;
  /** Whether one that is counted spent anything before. */
  hasSpent(): boolean;
}

type Plan = Pick<CheckoutPlan, 'armOf' | 'isWithin' | 'periods' | 'spentBefore'>;

/** Opens the sums of a unit that is counted. */
export function createCountedUnits(
  { armOf, isWithin, periods, spentBefore = new Map() }: Plan,
  sums: Pick<UnitSums, 'open'>,
): CountedUnits {
  // Of those that did not come yet: what they spent before. One look into one map says all there is of a unit.
  const known = new Map<string, CountedUnit | Uncounted | number>(spentBefore);
  let hasSpent = false;
  const open = (unit: string, at: Instant, spent: number): CountedUnit | Uncounted => {
    if (isWithin?.(unit) === false) return 'outside';
    const arm = armOf(unit, at);
    if (arm === null) return 'left out';
    if (spent > 0) hasSpent = true;
    const period = periods ? periodAt(periods, at) : 0;
    return { number: sums.open(arm, period, [spent]), arm, period, spent };
  };
  return {
    enter(unit, at) {
      const standing = known.get(unit) ?? 0;
      if (typeof standing !== 'number') return standing;
      const opened = open(unit, at, standing);
      known.set(unit, opened);
      return opened;
    },
    hasSpent: () => hasSpent,
  };
}
