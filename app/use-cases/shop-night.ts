import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import { shopDays } from '#app/domain/segments/evaluate/shop-days.ts';
import type { Shop } from '#app/ports/shop-store.ts';

/** The hours of a shop's night, [from, to) on its wall. */
const NIGHT = { from: 2, to: 4 };
/** A night holds one round, whatever the clocks do in it. */
const ONCE_IN = 12 * SECONDS.hour;
/** A night was missed: the round waits no longer. */
const OVERDUE = 36 * SECONDS.hour;

/** Whether nightly work that was done last at `doneAt` is due: in the shop's night, or at once when a night was missed. */
export function isNightlyDue({ timezone }: Shop, doneAt: Instant, now: Instant): boolean {
  const age = now - doneAt;
  return age >= OVERDUE || (age >= ONCE_IN && isNight(timezone, now));
}

function isNight(timezone: string, now: Instant): boolean {
  const days = shopDays(timezone);
  const hour = Math.floor((now + days.offsetAt(now) - days.dayOf(now) * SECONDS.day) / SECONDS.hour);
  return hour >= NIGHT.from && hour < NIGHT.to;
}
