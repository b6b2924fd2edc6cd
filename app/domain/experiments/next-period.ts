import { SECONDS, type Instant } from '../kernel/instant.ts';
import type { Period } from './assignment/periods.ts';
import { reallocate } from './assignment/reallocate.ts';
import { FEWEST_IN_PERIOD } from './analysis/periods.ts';
import type { CheckoutReport } from './checkouts/report.ts';

/** A period is at least that long, so that every hour of the day is in it. */
export const SHORTEST_PERIOD = SECONDS.day;

/** A period is told before it begins, so that every process places by it from the same instant on. */
export const TOLD_AHEAD = SECONDS.minute;

/**
 * The next period of an experiment whose shares follow the results; null while the one in force goes on: it is younger than a day, one of its arms has
 * fewer units than are compared, the report says that it is too early or that the split is broken, or Thompson's rule gives what is given already, to
 * the percent.
 */
export function nextPeriod(periods: readonly Period[], report: CheckoutReport, now: Instant): Period | null {
  const last = periods.at(-1);
  const tally = report.traffic?.at(-1);
  const { result } = report;
  if (!last || !tally || tally.at !== last.at || result === null) return null;
  if (now - last.at < SHORTEST_PERIOD || tally.arms.some(({ units }) => units < FEWEST_IN_PERIOD))
    return null;
  if (result.verdict.kind === 'too-early' || result.verdict.kind === 'broken-split') return null;
  const shares = new Map(tally.arms.map(({ arm }) => [arm, result.thompsonShares[arm] ?? 0]));
  if (tally.arms.every(({ arm, share }) => Math.abs((shares.get(arm) ?? 0) - share) < 0.01)) return null;
  return { at: now + TOLD_AHEAD, ranges: reallocate([], shares) };
}
