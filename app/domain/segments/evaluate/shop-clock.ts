import { SECONDS } from '../../kernel/instant.ts';
import type { DateSpan } from '../ast.ts';
import type { RuleContext } from '../segment.ts';
import type { ClockReading } from './fact-sources.ts';
import { dayOfDate, shopDays } from './shop-days.ts';

/** 1970-01-01 was a Thursday. */
export const WEEKDAYS = [
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
] as const;

export const HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

/** The hour on the shop's wall, 0 to 23. Clocks are set at quarters of an hour, and not twice within one. */
export function hourOf({ now, timezone }: RuleContext): ClockReading {
  const { offsetAt } = shopDays(timezone);
  const offset = offsetAt(now);
  const ofDay = (((now + offset) % SECONDS.day) + SECONDS.day) % SECONDS.day;
  const left = (part: number): number => now + part - (ofDay % part);
  const hourEnd = left(SECONDS.hour);
  return {
    value: Math.floor(ofDay / SECONDS.hour),
    validUntil: offsetAt(hourEnd) === offset ? hourEnd : left(SECONDS.hour / 4),
  };
}

/** The name of the shop's day, until midnight. */
export function weekdayOf({ now, timezone }: RuleContext): ClockReading {
  const days = shopDays(timezone);
  const day = days.dayOf(now);
  return { value: WEEKDAYS[((day % 7) + 7) % 7] ?? 'Thursday', validUntil: days.startOf(day + 1) };
}

/** Whether the shop's calendar shows one of these dates, and until the midnight at which that turns. */
export function isOnDates({ from, to }: DateSpan, { now, timezone }: RuleContext): ClockReading {
  const days = shopDays(timezone);
  const [first, last] = [from === null ? -Infinity : dayOfDate(from), to === null ? Infinity : dayOfDate(to)];
  const today = days.dayOf(now);
  const turn = today < first ? first : today <= last ? last + 1 : Infinity;
  return {
    value: first <= today && today <= last,
    validUntil: turn === Infinity ? Infinity : days.startOf(turn),
  };
}
