import { SECONDS, type Instant } from '../kernel/instant.ts';

/** In seconds, of times in order; gaps under a day are one errand. Of two in the middle the lower; Infinity of none. */
export function medianGap(times: readonly Instant[]): number {
  const gaps = times
    .slice(1)
    .map((at, place) => at - (times[place] ?? at))
    .filter((gap) => gap >= SECONDS.day)
    .sort((a, b) => a - b);
  return gaps[Math.floor((gaps.length - 1) / 2)] ?? Infinity;
}
