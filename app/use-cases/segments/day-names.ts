import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import { shopDays } from '#app/domain/segments/evaluate/shop-days.ts';

/** YYYY-MM-DD of a day counted from 1970-01-01. */
export function dayName(day: number): string {
  return new Date(day * SECONDS.day * 1000).toISOString().slice(0, 10);
}

/** YYYY-MM-DD of the day that an instant lies in, on the shop's calendar. */
export function dayNameAt(at: Instant, timezone: string): string {
  return dayName(shopDays(timezone).dayOf(at));
}
