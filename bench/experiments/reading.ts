import { isEnough, kindOf, valuesOf } from '#app/domain/experiments/analysis/arm-values.ts';
import {
  compareAll,
  type Comparison,
  type NamedEstimate,
} from '#app/domain/experiments/analysis/comparison.ts';
import { samplerFor } from '#app/domain/experiments/analysis/periods.ts';
import type { Plan } from '#app/domain/experiments/analysis/plan.ts';
import { viewsOf, type View } from '#app/domain/experiments/analysis/views.ts';
import { parseMetric, type Metric } from '#app/domain/experiments/metric.ts';
import type { ArmData } from '#app/domain/experiments/unit-sums.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';

export const COMPLETION = metric('completed/checkouts');
export const PROFIT = metric('profit/checkouts');
export const PROFIT_PER_UNIT = metric('profit');

export const PLAN: Plan = {
  control: 'control',
  shares: new Map([
    ['control', 1],
    ['offer', 1],
  ]),
  metrics: [PROFIT, COMPLETION],
  pre: 'spentBefore',
  alpha: 0.05,
  tunedUnits: 5_000,
  guarded: [PROFIT, COMPLETION],
  harm: 0.03,
  weeklyUnits: null,
};

/** One view of one metric, as a report would read it; null where a report would say that there is too little. */
export interface Reading {
  readonly arm: NamedEstimate;
  readonly control: NamedEstimate;
  readonly comparison: Comparison;
}

export function readMetric(
  arms: readonly ArmData[],
  metric: Metric,
  view: View['name'] = 'plain',
): Reading | null {
  const values = arms.map((arm) => valuesOf(arm, metric, PLAN.pre));
  const sampler = samplerFor(arms);
  const kind = kindOf(values, sampler);
  if (arms.length < 2 || !values.every((of) => isEnough(of, kind))) return null;
  const estimates = viewsOf(values, kind, sampler).find(({ name }) => name === view)?.estimates;
  const [control, offer] = ['control', 'offer'].map((name) => ({
    arm: name,
    estimate: estimates?.[arms.findIndex(({ arm }) => arm === name)],
  }));
  invariant(control?.estimate && offer?.estimate, `the metric has the view ${view} and both arms`);
  const named = {
    control: { ...control, estimate: control.estimate },
    arm: { ...offer, estimate: offer.estimate },
  };
  const [comparison] = compareAll([named.arm], named.control, kind === 'rate', PLAN);
  invariant(comparison, 'one arm gives one comparison');
  return { ...named, comparison };
}

function metric(name: string): Metric {
  const parsed = parseMetric(name, false);
  invariant(parsed.ok, 'the metric is well formed');
  return parsed.value;
}
