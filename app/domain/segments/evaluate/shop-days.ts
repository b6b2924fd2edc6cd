import { SECONDS, type Instant } from '../../kernel/instant.ts';

/** Days of a shop's calendar. A day is counted from 1970-01-01 and may have 23, 24 or 25 hours. */
export interface ShopDays {
  /** The day an instant lies in. */
  dayOf(at: Instant): number;
  /** Seconds that the shop's clocks are ahead of UTC. */
  offsetAt(at: Instant): number;
  /** The first second of a day. */
  startOf(day: number): Instant;
}

/** Offsets are read from Intl once for each stretch of this length. */
const STRETCH = 256 * SECONDS.day;

const zones = new Map<string, ShopDays>();

/** The calendar of an IANA zone. Throws a RangeError for a name that is none. */
export function shopDays(timezone: string): ShopDays {
  const known = zones.get(timezone);
  if (known) return known;
  const made = createShopDays(createOffsets(timezone));
  zones.set(timezone, made);
  return made;
}

function createShopDays(offsetAt: (at: Instant) => number): ShopDays {
  const starts = new Map<number, Instant>();
  const localDay = (at: Instant) => Math.floor((at + offsetAt(at)) / SECONDS.day);
  /** Clocks are at most 14 hours ahead of UTC and 12 behind, so the day starts between these two. */
  const findStart = (day: number): Instant => {
    let before = day * SECONDS.day - 15 * SECONDS.hour;
    let from = day * SECONDS.day + 13 * SECONDS.hour;
    while (from - before > 1) {
      const middle = Math.floor((before + from) / 2);
      if (localDay(middle) >= day) from = middle;
      else before = middle;
    }
    return from;
  };
  const startOf = (day: number): Instant => {
    let start = starts.get(day);
    if (start === undefined) starts.set(day, (start = findStart(day)));
    return start;
  };
  return {
    offsetAt,
    startOf,
    dayOf(at) {
      const day = localDay(at);
      if (startOf(day + 1) <= at) return day + 1;
      return startOf(day) > at ? day - 1 : day;
    },
  };
}

interface Change {
  readonly at: Instant;
  readonly offset: number;
}

/** Seconds ahead of UTC at an instant. Each stretch of days is asked of Intl once; changes are found to the second. */
function createOffsets(timezone: string): (at: Instant) => number {
  const ask = createIntlOffset(timezone);
  const stretches = new Map<number, readonly Change[]>();
  const changesIn = (stretch: number): readonly Change[] => {
    const start = stretch * STRETCH;
    const changes: Change[] = [{ at: start, offset: ask(start) }];
    for (let day = start; day < start + STRETCH; day += SECONDS.day) {
      const [from, to] = [ask(day), ask(day + SECONDS.day)];
      if (from !== to) changes.push({ at: findChange(day, from, ask), offset: to });
    }
    return changes;
  };
  return (at) => {
    const stretch = Math.floor(at / STRETCH);
    let changes = stretches.get(stretch);
    if (!changes) stretches.set(stretch, (changes = changesIn(stretch)));
    let index = changes.length - 1;
    while (index > 0 && (changes[index]?.at ?? 0) > at) index--;
    return changes[index]?.offset ?? 0;
  };
}

function findChange(day: Instant, from: number, ask: (at: Instant) => number): Instant {
  let [before, after] = [day, day + SECONDS.day];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (ask(middle) === from) before = middle;
    else after = middle;
  }
  return after;
}

function createIntlOffset(timezone: string): (at: Instant) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    ...{
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    },
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at * 1000).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    const local = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return local / 1000 - at;
  };
}

/** The day this many months later; clamped to the end of a shorter month. */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * SECONDS.day * 1000);
  const monthIndex = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const last = new Date(Date.UTC(Math.floor(monthIndex / 12), (monthIndex % 12) + 1, 0)).getUTCDate();
  const moved = Date.UTC(Math.floor(monthIndex / 12), monthIndex % 12, Math.min(date.getUTCDate(), last));
  return moved / 1000 / SECONDS.day;
}

/** The number of a date written YYYY-MM-DD. */
export function dayOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 1000 / SECONDS.day;
}
