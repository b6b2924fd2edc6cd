import { alwaysValid } from '../../statistics/always-valid.ts';
import { holm } from '../../statistics/corrections.ts';
import { differenceOf } from '../../statistics/effect.ts';
import type { SampleRatio } from '../../statistics/sample-ratio.ts';
import type { Comparison } from './comparison.ts';
import type { GuardReading } from './guard.ts';
import { decidingEstimates, type MetricReport } from './metric-report.ts';
import type { Plan } from './plan.ts';
import { whatItTakes } from './what-it-takes.ts';
import { chance, figure, listOf } from './wording.ts';

/** What may be said, and nothing more: a winner only when the always-valid figure, corrected for the number of arms, allows it. */
export interface Verdict {
  readonly kind: 'broken-split' | 'harm' | 'too-early' | 'winner' | 'no-winner' | 'undecided';
  /** Arms the sentence is about. */
  readonly arms: readonly string[];
  readonly sentence: string;
}

export function decide(
  split: SampleRatio,
  guards: readonly GuardReading[],
  metric: MetricReport,
  plan: Plan,
): Verdict {
  if (split.isMismatch) return brokenSplit(split);
  const harmful = guards.filter(({ isHarm }) => isHarm);
  if (harmful.length > 0) return harmDone(harmful);
  if (metric.tooFew.length > 0) return tooEarly(metric);
  const told = comparisonsOf(metric).filter(({ alwaysValid: { pHolm } }) => pHolm <= plan.alpha);
  const better = told.filter(({ difference }) => isBetter(difference, metric));
  if (better.length > 0) return winner(better, metric, plan);
  if (told.length === comparisonsOf(metric).length) return noWinner(told, metric, plan);
  return undecided(metric, plan);
}

const isBetter = (difference: number, { isLowerBetter }: MetricReport): boolean =>
  isLowerBetter ? difference < 0 : difference > 0;

function comparisonsOf(metric: MetricReport): readonly Comparison[] {
  return metric.views.find(({ view }) => view === metric.decidedBy)?.comparisons ?? [];
}

const brokenSplit = ({ p }: SampleRatio): Verdict => ({
  kind: 'broken-split',
  arms: [],
  sentence: `Do not use these figures: the arms do not have the units that their shares say (${chance(p)}), so something sends, loses or counts units differently by arm.`,
});

function harmDone(harmful: readonly GuardReading[]): Verdict {
  const arms = [...new Set(harmful.map(({ arm }) => arm))];
  const metrics = [...new Set(harmful.map(({ metric }) => metric))];
  return {
    kind: 'harm',
    arms,
    sentence: `Stop ${listOf(arms)}: ${arms.length === 1 ? 'it is' : 'they are'} worse than control in ${listOf(metrics)}, beyond what chance does at any number of looks.`,
  };
}

const tooEarly = ({ tooFew }: MetricReport): Verdict => ({
  kind: 'too-early',
  arms: tooFew,
  sentence: `Too early to say anything: ${listOf(tooFew)} ${tooFew.length === 1 ? 'has' : 'have'} too few units or outcomes.`,
});

function winner(better: readonly Comparison[], metric: MetricReport, plan: Plan): Verdict {
  const best = leaders(better, metric, plan);
  const [only] = best;
  if (best.length > 1 || only === undefined)
    return {
      kind: 'winner',
      arms: best,
      sentence: `${listOf(best)} are better than ${plan.control} in ${metric.metric}; which of them is best is not known yet.`,
    };
  const comparison = better.find(({ arm }) => arm === only);
  return {
    kind: 'winner',
    arms: best,
    sentence: `${only} is better than ${plan.control}: ${comparison ? differenceText(comparison, metric) : ''}`,
  };
}

/** The arm with the best figure, and those that cannot be told from it. */
function leaders(better: readonly Comparison[], metric: MetricReport, plan: Plan): readonly string[] {
  const estimates = decidingEstimates(metric).filter(({ arm }) => better.some((other) => other.arm === arm));
  const [best, ...others] = estimates.toSorted(
    (a, b) => (b.estimate.value - a.estimate.value) * (metric.isLowerBetter ? -1 : 1),
  );
  if (!best) return [];
  const ps = holm(
    others.map(
      ({ estimate }) => alwaysValid(differenceOf(best.estimate, estimate), plan.alpha, plan.tunedUnits).p,
    ),
  );
  return [best.arm, ...others.filter((_, index) => (ps[index] ?? 1) > plan.alpha).map(({ arm }) => arm)];
}

function noWinner(worse: readonly Comparison[], metric: MetricReport, plan: Plan): Verdict {
  const arms = worse.map(({ arm }) => arm);
  return {
    kind: 'no-winner',
    arms,
    sentence: `Keep ${plan.control}: ${listOf(arms)} ${arms.length === 1 ? 'is' : 'are'} worse in ${metric.metric}.`,
  };
}

function undecided(metric: MetricReport, plan: Plan): Verdict {
  const open = comparisonsOf(metric).filter(({ alwaysValid: { pHolm } }) => pHolm > plan.alpha);
  const [first] = open;
  const units = (metric.views[0]?.arms ?? []).reduce((sum, arm) => sum + arm.units, 0);
  const range =
    open.length === 1 && first
      ? `the difference in ${metric.metric} is between ${figure(first.alwaysValid.low)} and ${figure(first.alwaysValid.high)}`
      : `no arm's difference in ${metric.metric} is told from chance`;
  return {
    kind: 'undecided',
    arms: open.map(({ arm }) => arm),
    sentence: `Not known yet whether ${listOf(
      open.map(({ arm }) => arm),
      'or',
    )} beats ${plan.control}: ${range}. ${whatItTakes(metric.outlook, units)}`,
  };
}

function differenceText(
  { difference, alwaysValid: { low, high } }: Comparison,
  { metric }: MetricReport,
): string {
  const direction = difference > 0 ? 'higher' : 'lower';
  const [near, far] = difference > 0 ? [low, high] : [-high, -low];
  return `${metric} is ${figure(Math.abs(difference))} ${direction} (between ${figure(near)} and ${figure(far)}), and looking often does not weaken that.`;
}
