import type { Instant } from '../kernel/instant.ts';
import { CLOCK_TOLERANCE_SECONDS, clampToDelivery } from './attribute-log.ts';

/** A time told by a browser, and when it sent it, both by the browser's own clock. */
export interface BrowserTime {
  readonly at: Instant;
  /** Null where it did not say. */
  readonly sentAt: Instant | null;
}

/**
 * When it was by our clock. What was sent after it was received comes from a clock that is ahead by as much; what was sent long
 * before, from one that is behind: less than five minutes may be a slow network.
 */
export function correctBrowserTime({ at, sentAt }: BrowserTime, receivedAt: Instant): Instant {
  if (sentAt === null) return clampToDelivery(at, receivedAt);
  const aheadSeconds = sentAt - receivedAt;
  const isWrong = aheadSeconds > 0 || aheadSeconds < -CLOCK_TOLERANCE_SECONDS;
  // Anybody may send anything: no database holds every time that such a sum gives.
  return Math.max(0, Math.min(isWrong ? at - aheadSeconds : at, receivedAt));
}
