import type { Instant } from '../../kernel/instant.ts';
import type { SlotRange } from './allocation.ts';

/** Whether a merchant sets the shares, or the results do. */
export type Traffic = 'fixed' | 'bandit';

/** The arms' ranges for units that enter an experiment at `at` or later, until the next period begins. */
export interface Period {
  readonly at: Instant;
  readonly ranges: readonly SlotRange[];
}

/**
 * The number of the period in force at an instant: the last one that had begun, the first one before any had. A unit stays in the period it entered
 * in, so whatever later periods say, its arm is what it was.
 */
export function periodAt(periods: readonly Pick<Period, 'at'>[], at: Instant): number {
  return Math.max(
    0,
    periods.findLastIndex((period) => period.at <= at),
  );
}
