import type { Instant } from '../../kernel/instant.ts';
import type { Window } from '../ast.ts';
import { durationSeconds, formatWindow } from '../duration.ts';
import { addMonths, dayOfDate, shopDays } from '../evaluate/shop-days.ts';
import { edgesOf } from '../evaluate/window-edges.ts';

/** A window that reaches up to now, as the instant it begins after. */
export interface Cutoff {
  readonly key: string;
  /** Seconds, when the window rolls; what is in it then leaves this long after it happened. */
  readonly rollsSeconds: number | null;
  /** True when nothing that is in the window ever leaves it. */
  readonly isFixed: boolean;
  /** What happened later than this, and not after `now`, is in the window. */
  at(now: Instant, timezone: string): number;
  /** When something that happened at an instant in the window goes out of it. */
  leaves(at: Instant, timezone: string): number;
}

/** The cutoff of a window; null for one that ended before now, which no single instant describes. */
export function cutoffOf(window: Window | null): Cutoff | null {
  if (window === null) return fixed('ever', () => -Infinity);
  switch (window.kind) {
    case 'duration': {
      const width = durationSeconds(window);
      return rolling(width);
    }
    case 'calendar':
      return {
        key: formatWindow(window),
        rollsSeconds: null,
        isFixed: false,
        leaves: edgesOf(window).leaves,
        at(now, timezone) {
          const days = shopDays(timezone);
          return days.startOf(firstDay(days.dayOf(now), window.amount, window.unit)) - 1;
        },
      };
    case 'dates': {
      const { from, to } = window;
      if (from === null || to !== null) return null;
      return fixed(formatWindow(window), (timezone) => shopDays(timezone).startOf(dayOfDate(from)) - 1);
    }
    case 'lagged':
      return null;
  }
}

/** `within 60 days` is everything after now - 60 days. */
export function rolling(seconds: number): Cutoff {
  return {
    key: `within ${seconds} seconds`,
    rollsSeconds: seconds,
    isFixed: false,
    at: (now) => now - seconds,
    leaves: (at) => at + seconds,
  };
}

function fixed(key: string, at: (timezone: string) => number): Cutoff {
  return {
    key,
    rollsSeconds: null,
    isFixed: true,
    at: (_, timezone) => at(timezone),
    leaves: () => Infinity,
  };
}

/** The first day of a calendar window that ends today: the earliest that has not dropped out yet. */
function firstDay(today: number, amount: number, unit: 'days' | 'months'): number {
  if (unit === 'days') return today - amount + 1;
  let day = addMonths(today, -amount) + 1;
  while (addMonths(day, amount) <= today) day++;
  return day;
}
