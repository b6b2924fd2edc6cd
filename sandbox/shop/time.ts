const pad = (value: number): string => String(value).padStart(2, '0');

/** Summer time of London in the months of the data: from 2011-03-27 01:00 to 2011-10-30 02:00, local. */
const SUMMER_START = Date.UTC(2011, 2, 27, 1) / 1000;
const SUMMER_END = Date.UTC(2011, 9, 30, 2) / 1000;

/** Seconds since 1970 of a London wall-clock time of the data, `2011-10-31T17:13:00`. */
export function secondsOfLondon(text: string): number {
  const wall =
    Date.UTC(
      +text.slice(0, 4),
      +text.slice(5, 7) - 1,
      +text.slice(8, 10),
      +text.slice(11, 13),
      +text.slice(14, 16),
    ) /
      1000 +
    +text.slice(17, 19);
  return wall >= SUMMER_START && wall < SUMMER_END ? wall - 3600 : wall;
}

/** `2026-11-22T12:00:00Z`, as GraphQL writes times. */
export function isoOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  return `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}T${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}Z`;
}

const LONDON_OFFSET = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  timeZoneName: 'longOffset',
});
const offsets = new Map<number, string>();

/** `+00:00` or `+01:00`: London's offset at that time. Offsets change on the hour, so they are kept by the hour. */
function londonOffset(seconds: number): string {
  const hour = Math.floor(seconds / 3600);
  const known = offsets.get(hour);
  if (known) return known;
  const parts = LONDON_OFFSET.formatToParts(new Date(hour * 3_600_000));
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const offset = name === 'GMT' ? '+00:00' : name.replace('GMT', '');
  offsets.set(hour, offset);
  return offset;
}

/** `2026-11-22T12:00:00+00:00`, local time of the shop with its offset, as webhooks write times. */
export function localIsoOf(seconds: number): string {
  const offset = londonOffset(seconds);
  const shift = Number(offset.slice(0, 3)) * 3600;
  return isoOf(seconds + shift).replace('Z', offset);
}
