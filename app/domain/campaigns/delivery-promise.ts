import type { Instant } from '../kernel/instant.ts';
import { SECONDS } from '../kernel/instant.ts';
import { shopDays } from '../segments/evaluate/shop-days.ts';
import { instantOfWallTime } from './schedule.ts';

/** How long an order takes, for {{arrives}}. */
export interface DeliveryPromise {
  /** The shop's hour, 0 to 23, from which an order leaves on the next working day. */
  readonly cutoffHour: number;
  /** From leaving to arriving: Monday to Friday, public holidays counted as well. */
  readonly workingDays: number;
}

/** The day an order of now arrives, from 1970-01-01, and until when that stays so. */
export function arrivalOf(
  { cutoffHour, workingDays }: DeliveryPromise,
  now: Instant,
  timezone: string,
): { readonly day: number; readonly validUntil: Instant } {
  const days = shopDays(timezone);
  const today = days.dayOf(now);
  const date = new Date(today * SECONDS.day * 1000).toISOString().slice(0, 10);
  const cutoff = instantOfWallTime(`${date}T${String(cutoffHour).padStart(2, '0')}:00`, timezone) ?? now;
  const isInTime = now < cutoff;
  let day = workingDayFrom(isInTime ? today : today + 1);
  for (let left = workingDays; left > 0; left -= 1) day = workingDayFrom(day + 1);
  return { day, validUntil: isInTime ? cutoff : days.startOf(today + 1) };
}

/** The day itself, or the Monday after. 1970-01-01 was a Thursday. */
function workingDayFrom(day: number): number {
  const sinceMonday = (((day + 3) % 7) + 7) % 7;
  return sinceMonday < 5 ? day : day + 7 - sinceMonday;
}
