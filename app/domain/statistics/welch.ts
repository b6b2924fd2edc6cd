import { studentCritical, studentTwoSided } from './distributions/student-t.ts';
import type { Effect } from './effect.ts';
import type { Interval } from './interval.ts';

/** A test for one look, at a sample size set beforehand. */
export interface FixedTest {
  readonly t: number;
  /** Two-sided. */
  readonly p: number;
  readonly interval: Interval;
}

/**
 * Welch's t test: arms of unequal spread and size (Welch 1947). Assumes independent units and means that are about normal. Looking
 * more than once makes its 5 % a good deal more: use always-valid.ts for that.
 */
export function welchTest({ value, standardError, degrees }: Effect, alpha = 0.05): FixedTest {
  if (standardError === 0)
    return {
      t: value === 0 ? 0 : Infinity * Math.sign(value),
      p: value === 0 ? 1 : 0,
      interval: { low: value, high: value },
    };
  const t = value / standardError;
  const half = studentCritical(alpha, degrees) * standardError;
  return { t, p: studentTwoSided(t, degrees), interval: { low: value - half, high: value + half } };
}
