import { DECIDING_METRICS, type DecidingMetric } from '#app/domain/experiments/checkouts/columns.ts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';

export const DECIDING_TITLES: Readonly<Record<DecidingMetric, string>> = {
  profit: 'Profit',
  revenue: 'Revenue',
  completed: 'Completed checkouts',
};

const METRIC_WORDS: Readonly<Record<DecidingMetric, string>> = {
  profit: 'profit',
  revenue: 'revenue',
  completed: 'completed checkouts',
};

function costOf({ result }: CheckoutReport): string {
  const metrics = new Set(result?.harmful.map(({ metric }) => metric));
  const named = DECIDING_METRICS.filter((metric) => metrics.has(metric));
  return new Intl.ListFormat('en').format(named.map((metric) => METRIC_WORDS[metric]));
}

/** The verdict on an experiment, and nothing more than the rules allow. */
export function verdictSentence(report: CheckoutReport | null): string {
  const verdict = report?.result?.verdict;
  if (!report || !verdict) return 'Too early: not every arm has had a checkout yet.';
  const metric = METRIC_WORDS[report.deciding];
  const arms = new Intl.ListFormat('en').format(verdict.arms);
  const [is, cost] = verdict.arms.length === 1 ? ['is', 'costs'] : ['are', 'cost'];
  switch (verdict.kind) {
    case 'too-early':
      return `Too early to say anything: ${arms} ${verdict.arms.length === 1 ? 'has' : 'have'} too few checkouts or orders.`;
    case 'broken-split':
      return 'Do not use these figures: the arms do not have the sizes that their shares say, so checkouts are lost or counted twice in one of them.';
    case 'harm':
      return `${arms} ${cost} ${costOf(report)}, beyond chance.`;
    case 'winner':
      return verdict.arms.length === 1
        ? `${arms} ${is} better than ${report.control} in ${metric}.`
        : `${arms} are better than ${report.control} in ${metric}; which of them is best is not known yet.`;
    case 'no-winner':
      return `Keep ${report.control}: ${arms} ${is} worse in ${metric}.`;
    case 'undecided':
      return `Not known yet whether ${new Intl.ListFormat('en', { type: 'disjunction' }).format(verdict.arms)} beats ${report.control} in ${metric}.`;
  }
}
