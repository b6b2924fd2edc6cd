import type { Instant } from '#app/domain/kernel/instant.ts';

/** What may stand after the minutes or seconds: a fraction of a second, then the zone. */
const REST = /^(?:[.,]\d+)?(?:Z|([+-])(\d\d):?(\d\d)?)$/i;

/**
 * ISO 8601 with a zone to an Instant; fractions of a second are cut off. Null for anything else, a day that the month does not
 * have included. By places rather than by one expression: a file has an instant in every line.
 */
export function readInstant(text: string): Instant | null {
  const day = readDay(text);
  const hasSeconds = text.charAt(16) === ':';
  const [hour, minute] = [digits(text, 11, 13), digits(text, 14, 16)];
  const second = hasSeconds ? digits(text, 17, 19) : 0;
  const offset = readOffset(text.slice(hasSeconds ? 19 : 16));
  const isTime = hour < 24 && minute < 60 && second < 60 && text.charAt(13) === ':';
  if (day === null || offset === null || !isTime || !/[Tt]/.test(text.charAt(10))) return null;
  return day * 86_400 + hour * 3_600 + minute * 60 + second - offset;
}

/** The days since 1970-01-01 of a date at the start of the text; null where there is no such day. */
function readDay(text: string): number | null {
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  if (text.charAt(4) !== '-' || text.charAt(7) !== '-') return null;
  if (!(year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month))) return null;
  // Hinnant, "chrono-compatible low-level date algorithms": years start in March, so that leap days come last.
  const [y, m] = month > 2 ? [year, month - 3] : [year - 1, month + 9];
  const ofYear = Math.floor((153 * m + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + ofYear - 719_468;
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return 30 + ((month + (month > 7 ? 1 : 0)) % 2);
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Seconds that the zone is ahead of UTC; null where none is written. */
function readOffset(rest: string): number | null {
  if (rest === 'Z') return 0;
  const [isZone, sign, hour = '0', minute = '0'] = REST.exec(rest) ?? [];
  if (isZone === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  return (Number(hour) * 60 + Number(minute)) * 60 * (sign === '-' ? -1 : 1);
}

/** The number written there; NaN where something is no digit. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let place = from; place < to; place++) {
    const digit = text.charCodeAt(place) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** An Instant as ISO 8601 in UTC: "2026-11-22T12:00:00Z". */
export function writeInstant(instant: Instant): string {
  return `${new Date(instant * 1000).toISOString().slice(0, -5)}Z`;
}
