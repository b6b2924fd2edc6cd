import type { Instant } from '#app/domain/kernel/instant.ts';

/** In how many milliseconds a loop comes back for an instant, at least 1; null for Infinity, which is never. */
export function millisUntil(instant: Instant, nowMs: number): number | null {
  return instant === Infinity ? null : Math.max(1, instant * 1_000 - nowMs);
}
