/** Longer is not believed. */
const MOST_SECONDS = 86_400;

/** What a Retry-After header asks for (RFC 9110, 10.2.3: seconds, or a date), in whole seconds from `nowMs` on, a day at most; null where it says nothing. */
export function retryAfterSeconds(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - nowMs) / 1_000);
  return Number.isNaN(seconds) ? null : Math.min(MOST_SECONDS, Math.max(0, seconds));
}
