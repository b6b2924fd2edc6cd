import type { Instant } from '../../kernel/instant.ts';

/** Records count seconds from 2020-09-13, so that the difference of any two of their times fits in 32 bits, from 1986 to 2054. */
const EPOCH = 1_600_000_000;
const END = 2 ** 30;

/** Earlier than every time of a record: nothing happened. */
export const NONE = -END;
/** Later than every time of a record. */
export const NEVER = END - 1;

/** Seconds of a record; NaN for an instant that no record holds. */
export function recordTime(at: Instant): number {
  const seconds = at - EPOCH;
  return seconds > NONE && seconds < NEVER && Number.isInteger(seconds) ? seconds : NaN;
}

/** A bound: what lies outside the times of records counts as their end. */
export function recordBound(at: number): number {
  return Math.max(NONE, Math.min(NEVER, at - EPOCH));
}

export function instantOf(seconds: number): Instant {
  return seconds + EPOCH;
}
