/** A point in time as whole seconds since 1970-01-01 UTC. All rules and profiles use it; milliseconds exist only at the edges. */
export type Instant = number;

export const SECONDS = { minute: 60, hour: 3_600, day: 86_400, week: 604_800 } as const;

/** A Date or ISO text to an Instant, rounding down. */
export function toInstant(time: Date | string): Instant {
  const millis = typeof time === 'string' ? Date.parse(time) : time.getTime();
  return Math.floor(millis / 1000);
}

/** An Instant as a Date, for edges that want one. */
export function toDate(instant: Instant): Date {
  return new Date(instant * 1000);
}
