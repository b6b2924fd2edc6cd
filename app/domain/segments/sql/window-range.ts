import type { Instant } from '../../kernel/instant.ts';
import type { Window } from '../ast.ts';
import { durationSeconds } from '../duration.ts';
import { addMonths, dayOfDate, shopDays } from '../evaluate/shop-days.ts';

/** Instants from `from` up to and without `to`; null = from the beginning. */
export interface InstantRange {
  readonly from: Instant | null;
  readonly to: Instant;
}

/** Everything that has happened by `now`. */
export function untilNow(now: Instant): InstantRange {
  return { from: null, to: now + 1 };
}

/**
 * When something must have happened to be in the window at `now`: evaluate/window-edges.ts turned round. What happened later
 * never enters or leaves earlier, so this is one stretch, and nothing of it lies ahead of `now`.
 */
export function windowRange(window: Window | null, now: Instant, timezone: string): InstantRange {
  if (window === null) return untilNow(now);
  switch (window.kind) {
    case 'duration':
      return { from: now - durationSeconds(window) + 1, to: now + 1 };
    case 'lagged': {
      const ago = (amount: number): Instant => now - durationSeconds({ amount, unit: window.unit }) + 1;
      return { from: ago(window.from), to: ago(window.to) };
    }
    case 'dates': {
      const days = shopDays(timezone);
      const end = window.to === null ? now + 1 : days.startOf(dayOfDate(window.to) + 1);
      return {
        from: window.from === null ? null : days.startOf(dayOfDate(window.from)),
        to: Math.min(now + 1, end),
      };
    }
    case 'calendar': {
      const days = shopDays(timezone);
      return { from: days.startOf(firstDay(window, days.dayOf(now))), to: now + 1 };
    }
  }
}

/** The oldest day that is still in a calendar window today. */
function firstDay({ amount, unit }: Extract<Window, { kind: 'calendar' }>, today: number): number {
  if (unit === 'days') return today - amount + 1;
  // Months clamp to their end, so several days drop out at one midnight.
  let day = addMonths(today, -amount);
  while (addMonths(day, amount) <= today) day += 1;
  return day;
}
