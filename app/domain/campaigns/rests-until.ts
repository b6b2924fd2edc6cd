import { SECONDS, type Instant } from '../kernel/instant.ts';

/** The moment from which fewer than `times` of the instants lie within so many days; -Infinity where fewer do already, however long. */
export function restsUntil(instants: readonly Instant[], times: number, days: number): number {
  const newestFirst = instants.toSorted((a, b) => b - a);
  const oldestCounted = newestFirst[times - 1];
  return oldestCounted === undefined ? -Infinity : oldestCounted + days * SECONDS.day;
}
