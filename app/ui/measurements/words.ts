import type { CheckoutMetric } from '#app/domain/experiments/checkouts/columns.ts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { formatCount, formatEstimate } from '../format.ts';

export const METRIC_TITLES: Readonly<Record<CheckoutMetric, string>> = {
  profit: 'Profit per 1,000 checkouts',
  revenue: 'Revenue per 1,000 checkouts',
  completed: 'Completed checkouts',
  accepted: 'Checkouts that accepted something',
  items: 'Items per 1,000 checkouts',
  minutes: 'Minutes to complete',
};

/** A figure of a metric. */
export function formatMetric(metric: CheckoutMetric, value: number, currency: string): string {
  switch (metric) {
    case 'profit':
    case 'revenue':
      return formatEstimate({ amountMinor: Math.round(value * 1_000), currency });
    case 'completed':
    case 'accepted':
      return `${(value * 100).toFixed(2)}%`;
    case 'items':
      return formatCount(Math.round(value * 1_000));
    case 'minutes':
      return value.toFixed(1).replace('-0.0', '0.0');
  }
}

/** A difference of two figures: of shares in points, because "1%" would read as a share of the share. */
export function formatDifference(metric: CheckoutMetric, value: number, currency: string): string {
  const isShare = metric === 'completed' || metric === 'accepted';
  const text = formatMetric(metric, value, currency);
  return isShare ? text.replace('%', ' points') : text;
}

/** "2 more weeks", rounded up; more than a year is no plan. */
export function waitingTime(weeksLeft: number | null): string | null {
  if (weeksLeft === null) return null;
  if (weeksLeft > 52) return 'more than a year';
  const weeks = Math.max(1, Math.ceil(weeksLeft));
  return weeks === 1 ? 'about a week' : `about ${weeks} more weeks`;
}

/** What would change an open verdict. */
export function outlookSentence({ result }: Pick<CheckoutReport, 'result'>): string | null {
  if (!result || !['too-early', 'undecided'].includes(result.verdict.kind)) return null;
  if (result.weeksLeft === 0)
    return 'A change of 5% would most likely have shown by now; a smaller one takes longer.';
  const time = waitingTime(result.weeksLeft);
  if (time === null) return 'How long it takes cannot be told until control has orders.';
  const advice = time === 'more than a year' ? ' Try something bolder, or a larger share.' : '';
  return `At your traffic a change of 5% takes ${time} to show.${advice}`;
}
