import { SECONDS, type Instant } from '../kernel/instant.ts';
import { shopDays } from '../segments/evaluate/shop-days.ts';

/** From the first second, inclusive, to the last, exclusive; null = open at that end. */
export interface Schedule {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

export const ALWAYS: Schedule = { from: null, until: null };

export function isOpenAt({ from, until }: Schedule, now: Instant): boolean {
  return (from === null || now >= from) && (until === null || now < until);
}

/** The next second at which the schedule opens or closes; Infinity when it does neither any more. */
export function nextBoundary({ from, until }: Schedule, now: Instant): number {
  if (from !== null && now < from) return from;
  return until !== null && now < until ? until : Infinity;
}

/**
 * The instant at which the shop's wall shows a local time, written "2026-03-29T09:30". Where clocks were set back and it
 * shows twice, the first; where they were set ahead and it never shows, as many minutes later as were skipped: 01:30 becomes
 * 02:30. (Temporal calls this disambiguation "compatible".) Null for text that is no date and time.
 */
export function instantOfWallTime(wallTime: string, timezone: string): Instant | null {
  const local = Date.parse(`${wallTime}Z`) / 1000;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wallTime) || Number.isNaN(local)) return null;
  // Date.parse takes 31 February for 3 March.
  if (!new Date(local * 1000).toISOString().startsWith(wallTime)) return null;
  const { offsetAt } = shopDays(timezone);
  const [before, after] = [offsetAt(local - SECONDS.day), offsetAt(local + SECONDS.day)];
  const shown = [local - before, local - after].filter((at) => at + offsetAt(at) === local);
  return shown.length > 0 ? Math.min(...shown) : local - before;
}

/** What the shop's wall shows, "2026-03-29T09:30". */
export function wallTimeOf(at: Instant, timezone: string): string {
  const local = at + shopDays(timezone).offsetAt(at);
  return new Date(local * 1000).toISOString().slice(0, 16);
}
