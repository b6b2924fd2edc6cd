import { SECONDS } from '../../kernel/instant.ts';
import type { Metric } from '../metric.ts';
import { ROWS } from '../unit-sums.ts';
import type { MeasuredCheckout } from './measured-checkout.ts';

/** What a report of checkouts compares. */
export type CheckoutMetric = 'profit' | 'revenue' | 'completed' | 'accepted' | 'items' | 'minutes';

/** Those a merchant may let decide. */
export const DECIDING_METRICS = ['profit', 'revenue', 'completed'] as const;
export type DecidingMetric = (typeof DECIDING_METRICS)[number];

/** Summed over a unit's checkouts, in this order. */
export const COLUMNS = ['profit', 'revenue', 'completed', 'accepted', 'items', 'minutes'] as const;

/** Known before the time that is read. */
export const SPENT_BEFORE = 'spentBefore';

/** In the order of `COLUMNS`. */
export function valuesOf({ firstSeenAt, hasAccepted, order }: MeasuredCheckout): readonly number[] {
  const accepted = hasAccepted ? 1 : 0;
  if (order === null) return [0, 0, 0, accepted, 0, 0];
  const minutes = Math.max(0, order.completedAt - firstSeenAt) / SECONDS.minute;
  return [order.profitMinor, order.revenueMinor, 1, accepted, order.items, minutes];
}

/** A mean of the checkouts; minutes are a mean of those that were completed. */
export function metricOf(name: CheckoutMetric): Metric {
  const over = name === 'minutes' ? 'completed' : ROWS;
  return { name, column: name, over, isLowerBetter: name === 'minutes' };
}

/** The mean of a unit instead, which has a winsorised view beside the plain one. */
export const ofUnits = (name: DecidingMetric): Metric => ({
  name: `${name} of a unit`,
  column: name,
  over: null,
  isLowerBetter: false,
});
