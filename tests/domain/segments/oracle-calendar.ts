import type { Window } from '#app/domain/segments/ast.ts';

const UNIT = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** Whether something that happened at `at` is in the window before `now`, by the definition of each window. */
export function isInside(
  at: number,
  window: Window | null,
  { now, timezone }: { readonly now: number; readonly timezone: string },
): boolean {
  if (at > now) return false;
  if (window === null) return true;
  switch (window.kind) {
    case 'duration':
      return at > now - window.amount * UNIT[window.unit];
    case 'lagged':
      return at > now - window.from * UNIT[window.unit] && at <= now - window.to * UNIT[window.unit];
    case 'dates': {
      const day = dateAt(at, timezone);
      return day >= (window.from ?? day) && day <= (window.to ?? day);
    }
    case 'calendar': {
      const [today, end] = [midnightUtc(now, timezone), midnightUtc(at, timezone)];
      if (window.unit === 'days') end.setUTCDate(end.getUTCDate() + window.amount);
      else addMonths(end, window.amount);
      return today.getTime() < end.getTime();
    }
  }
}

function addMonths(date: Date, months: number): void {
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
}

/** The calendar date in a zone, as midnight UTC of that date. */
function midnightUtc(at: number, timezone: string): Date {
  return new Date(`${dateAt(at, timezone)}T00:00:00Z`);
}

const dates = new Map<string, Intl.DateTimeFormat>();
const hours = new Map<string, Intl.DateTimeFormat>();
const weekdays = new Map<string, Intl.DateTimeFormat>();

function dateAt(at: number, timezone: string): string {
  return formatOf(dates, timezone, { dateStyle: 'short' }, 'en-CA').format(at * 1000);
}

/** The hour on a wall clock of the zone. */
export function hourAt(at: number, timezone: string): number {
  return Number(formatOf(hours, timezone, { hour: '2-digit', hourCycle: 'h23' }).format(at * 1000));
}

export function weekdayAt(at: number, timezone: string): string {
  return formatOf(weekdays, timezone, { weekday: 'long' }).format(at * 1000);
}

function formatOf(
  known: Map<string, Intl.DateTimeFormat>,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
  locale = 'en-US',
): Intl.DateTimeFormat {
  const format = known.get(timeZone) ?? new Intl.DateTimeFormat(locale, { timeZone, ...options });
  known.set(timeZone, format);
  return format;
}
