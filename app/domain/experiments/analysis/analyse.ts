import { invariant } from '../../kernel/invariant.ts';
import { checkSampleRatio, type SampleRatio } from '../../statistics/sample-ratio.ts';
import type { ArmData } from '../unit-table.ts';
import { readGuard, type GuardReading } from './guard.ts';
import { controlOf, decidingEstimates, reportMetric, type MetricReport } from './metric-report.ts';
import type { Plan } from './plan.ts';
import { decide, type Verdict } from './verdict.ts';

export interface Report {
  readonly verdict: Verdict;
  readonly split: SampleRatio & { readonly arms: readonly ArmSplit[] };
  readonly guards: readonly GuardReading[];
  /** In the order of the plan: the first decides. */
  readonly metrics: readonly MetricReport[];
}

interface ArmSplit {
  readonly arm: string;
  readonly units: number;
  readonly expected: number;
}

/** The whole report of an experiment's data: 2 to 8 arms, control among them, every one with units. */
export function analyse(arms: readonly ArmData[], plan: Plan): Report {
  const split = splitOf(arms, plan);
  const metrics = plan.metrics.map((metric) => reportMetric(arms, metric, plan));
  const guards = guardsOf(metrics, plan);
  const [first] = metrics;
  invariant(first, 'a plan has a metric');
  return { verdict: decide(split, guards, first, plan), split, guards, metrics };
}

function splitOf(arms: readonly ArmData[], { shares }: Plan): Report['split'] {
  const units = arms.map((arm) => arm.units);
  const expected = arms.map(({ arm }) => shares.get(arm) ?? 0);
  const ofAll = sum(units) / sum(expected);
  return {
    ...checkSampleRatio(units, expected),
    arms: arms.map((arm, index) => ({
      arm: arm.arm,
      units: arm.units,
      expected: (expected[index] ?? 0) * ofAll,
    })),
  };
}

/** An arm with too little data is not guarded yet, because the test would not keep its promise. */
function guardsOf(metrics: readonly MetricReport[], plan: Plan): readonly GuardReading[] {
  const guarded = metrics.filter(({ metric }) => plan.guarded.some(({ name }) => name === metric));
  const all = guarded.flatMap((report) => {
    const estimates = decidingEstimates(report);
    const control = controlOf(estimates, plan);
    return estimates.filter((arm) => arm !== control).map((arm) => ({ report, arm, control }));
  });
  return all
    .filter(
      ({ report: { tooFew }, arm, control }) => !tooFew.includes(arm.arm) && !tooFew.includes(control.arm),
    )
    .map(({ report, arm, control }) =>
      readGuard(arm, control, { name: report.metric, isLowerBetter: report.isLowerBetter }, plan, all.length),
    );
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
