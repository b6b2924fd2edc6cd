import { invariant } from '../../kernel/invariant.ts';
import { checkStratifiedRatio, type SampleRatio } from '../../statistics/sample-ratio.ts';
import type { ArmData } from '../unit-sums.ts';
import { countPeriods, samplerFor } from './periods.ts';
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
  const sampler = samplerFor(arms);
  const metrics = plan.metrics.map((metric) => reportMetric(arms, metric, plan, sampler));
  const guards = guardsOf(metrics, plan);
  const [first] = metrics;
  invariant(first, 'a plan has a metric');
  return { verdict: decide(split, guards, first, plan), split, guards, metrics };
}

/** Within each period, by the shares that were in force there. */
function splitOf(arms: readonly ArmData[], { shares, periodShares = [shares] }: Plan): Report['split'] {
  const counts = arms.map((arm) => countPeriods([arm]));
  const strata = periodShares.flatMap((ofPeriod, period) => {
    const units = counts.map((ofArm) => ofArm[period] ?? 0);
    const expectedShares = arms.map(({ arm }) => ofPeriod.get(arm) ?? 0);
    return sum(units) === 0 ? [] : [{ units, expectedShares }];
  });
  return {
    ...checkStratifiedRatio(strata),
    arms: arms.map(({ arm, units }, index) => ({
      arm,
      units,
      expected: sum(
        strata.map(
          (stratum) =>
            ((stratum.expectedShares[index] ?? 0) * sum(stratum.units)) / sum(stratum.expectedShares),
        ),
      ),
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
