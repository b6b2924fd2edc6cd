import { SECONDS, type Instant } from '../kernel/instant.ts';
import { afterQuietHours, type QuietHours } from './quiet-hours.ts';

/** After this a reminder is no help any more. */
const MOST_DELAY_SECONDS = 2 * SECONDS.day;

/** A shopper is reminded of one cart in so long. */
export const ONE_CART_SECONDS = SECONDS.day;

const FIRST_PAUSE_SECONDS = 5 * SECONDS.minute;
const MOST_PAUSE_SECONDS = 6 * SECONDS.hour;

/** When to try again after `attempts` (1 or more) that came to nothing: 5 minutes, doubled each time up to 6 hours. */
export function nextTryAt(now: Instant, attempts: number): Instant {
  return now + Math.min(FIRST_PAUSE_SECONDS * 2 ** (attempts - 1), MOST_PAUSE_SECONDS);
}

export type SendTime =
  | { readonly kind: 'now' }
  | { readonly kind: 'wait'; readonly until: Instant }
  | { readonly kind: 'too-late' };

/** Whether a reminder of a cart abandoned at `abandonedAt` is no help any more at `at`. */
export function isTooLate(abandonedAt: Instant, at: Instant): boolean {
  return at > abandonedAt + MOST_DELAY_SECONDS;
}

/** Whether a reminder of a cart abandoned at `abandonedAt` may go out at `now` by the shopper's clock. */
export function sendTime(
  abandonedAt: Instant,
  now: Instant,
  { timezone, quiet }: { readonly timezone: string; readonly quiet: QuietHours },
): SendTime {
  const until = afterQuietHours(now, timezone, quiet);
  if (isTooLate(abandonedAt, until)) return { kind: 'too-late' };
  return until > now ? { kind: 'wait', until } : { kind: 'now' };
}
