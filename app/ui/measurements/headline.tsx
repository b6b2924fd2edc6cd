import type { Added } from '#app/domain/experiments/checkouts/measures.ts';
import type { CheckoutMetric } from '#app/domain/experiments/checkouts/columns.ts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { Figure } from '../figure.tsx';
import { formatDifference, METRIC_TITLES } from './words.ts';

/** An arm's difference from control in a metric a checkout; null while it may not be told. */
export function addedOf(
  { result }: Pick<CheckoutReport, 'result'>,
  metric: CheckoutMetric,
  arm: string,
): Added | null {
  const measure = result?.measures.find((found) => found.metric === metric && found.decides);
  return measure?.arms.find((found) => found.arm === arm)?.added ?? null;
}

interface HeadlineProps {
  readonly report: CheckoutReport;
  readonly arm: string;
  readonly currency: string;
}

/** What decides first, then revenue and completion, each with what it may truly be. */
export function Headline({ report, arm, currency }: HeadlineProps) {
  const metrics = [...new Set<CheckoutMetric>([report.deciding, 'revenue', 'completed'])];
  return (
    <div className="figures">
      {metrics.flatMap((metric) => {
        const added = addedOf(report, metric, arm);
        if (!added) return [];
        const tell = (value: number) => formatDifference(metric, value, currency);
        return (
          <Figure
            key={metric}
            title={`${METRIC_TITLES[metric]}, added`}
            value={tell(added.difference)}
            note={`Truly between ${tell(added.low)} and ${tell(added.high)}, however often you look`}
          />
        );
      })}
    </div>
  );
}
