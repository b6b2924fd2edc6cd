import type { Instant } from '#app/domain/kernel/instant.ts';

const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?:Z|([+-])(\d\d):?(\d\d)?)$/i;

/**
 * ISO 8601 with a zone to an Instant; fractions of a second are cut off. Null for anything else, a day that the month does not
 * have included.
 */
export function readInstant(text: string): Instant | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '0', sign, zoneHour = '0', zoneMinute = '0'] = match;
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day)) / 1000;
  const isDate =
    Number(month) >= 1 && Number(month) <= 12 && new Date(wall * 1000).getUTCDate() === Number(day);
  const isTime = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  const isZone = Number(zoneHour) < 24 && Number(zoneMinute) < 60;
  if (!isDate || !isTime || !isZone || Number(year) < 100) return null;
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60 * (sign === '-' ? -1 : 1);
  return wall + Number(hour) * 3_600 + Number(minute) * 60 + Number(second) - offset;
}

/** An Instant as ISO 8601 in UTC: "2026-11-22T12:00:00Z". */
export function writeInstant(instant: Instant): string {
  return `${new Date(instant * 1000).toISOString().slice(0, -5)}Z`;
}
