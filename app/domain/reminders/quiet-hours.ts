import { SECONDS, type Instant } from '../kernel/instant.ts';

/** Hours of the day, 0 to 23, in which no reminder goes out: from the first up to the second. Equal hours mean none. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** A day has at most 25 hours where clocks are set back, so two days hold every quiet time and its end. */
const MOST_QUARTERS = 2 * 25 * 4;
const QUARTER_SECONDS = 15 * SECONDS.minute;

/**
 * The first instant at or after `now` that is not quiet in `timezone` (an IANA name): `now` itself, or the start of a quarter of an
 * hour, since every zone's clock differs from UTC by whole quarters. Throws RangeError for an unknown zone.
 */
export function afterQuietHours(now: Instant, timezone: string, quiet: QuietHours): Instant {
  const hourAt = hoursIn(timezone);
  if (quiet.from === quiet.to || !isQuiet(hourAt(now), quiet)) return now;
  let quarter = Math.floor(now / QUARTER_SECONDS) * QUARTER_SECONDS;
  for (let step = 0; step < MOST_QUARTERS; step++) {
    quarter += QUARTER_SECONDS;
    if (!isQuiet(hourAt(quarter), quiet)) return quarter;
  }
  return now;
}

function isQuiet(hour: number, { from, to }: QuietHours): boolean {
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

function hoursIn(timezone: string): (at: Instant) => number {
  const clock = new Intl.DateTimeFormat('en', { timeZone: timezone, hour: '2-digit', hourCycle: 'h23' });
  return (at) => Number(clock.format(at * 1000));
}

/** Whether `timezone` is a zone that this machine knows. */
export function isTimezone(timezone: string): boolean {
  try {
    hoursIn(timezone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
