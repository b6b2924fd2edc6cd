import { SECONDS, type Instant } from '../kernel/instant.ts';

/** Time passes for the model by the hour, at whose end it ranks: what it says holds until then. */
export function rankedAsOf(now: Instant): Instant {
  return (Math.floor(now / SECONDS.hour) + 1) * SECONDS.hour;
}
