import type { Instant } from '../../kernel/instant.ts';
import type { DateSpan, Window } from '../ast.ts';
import { durationSeconds } from '../duration.ts';
import { addMonths, dayOfDate, shopDays } from './shop-days.ts';

/**
 * When something that happened at `at` comes into a window and when it goes out: it is inside while enters <= now < leaves.
 * Both keep the order of events: what happened later never enters or leaves earlier.
 */
export interface WindowEdges {
  enters(at: Instant, timezone: string): number;
  /** Infinity = never. */
  leaves(at: Instant, timezone: string): number;
}

/** The edges of a window as written; null = all time. */
export function edgesOf(window: Window | null): WindowEdges {
  if (window === null) return { enters: (at) => at, leaves: () => Infinity };
  switch (window.kind) {
    case 'duration': {
      const width = durationSeconds(window);
      return { enters: (at) => at, leaves: (at) => at + width };
    }
    case 'lagged': {
      const from = durationSeconds({ amount: window.from, unit: window.unit });
      const to = durationSeconds({ amount: window.to, unit: window.unit });
      return { enters: (at) => at + to, leaves: (at) => at + from };
    }
    case 'dates':
      return dateEdges(window);
    case 'calendar':
      return { enters: (at) => at, leaves: calendarEnd(window.amount, window.unit) };
  }
}

/** What happened on a day before `from` is out again at once, what happened after `to` never comes in. */
function dateEdges({ from, to }: DateSpan): WindowEdges {
  const first = from === null ? -Infinity : dayOfDate(from);
  const last = to === null ? Infinity : dayOfDate(to);
  return {
    enters: (at, timezone) => (at === Infinity || shopDays(timezone).dayOf(at) > last ? Infinity : at),
    leaves: (at, timezone) => (shopDays(timezone).dayOf(at) < first ? -Infinity : Infinity),
  };
}

/** The midnight at which the day of `at` drops out: that many days or months after it. */
function calendarEnd(amount: number, unit: 'days' | 'months'): WindowEdges['leaves'] {
  return (at, timezone) => {
    const days = shopDays(timezone);
    const day = days.dayOf(at);
    return days.startOf(unit === 'days' ? day + amount : addMonths(day, amount));
  };
}
