import { invariant } from '../../kernel/invariant.ts';
import { thompsonShares } from '../thompson-shares.ts';
import type { Metric } from '../metric.ts';
import type { ArmData } from '../unit-sums.ts';
import { isEnough, kindOf, valuesOf, type ArmValues, type MetricKind } from './arm-values.ts';
import { beliefsOf, type Beliefs } from './beliefs.ts';
import { compareAll, type Comparison, type NamedEstimate } from './comparison.ts';
import { outlookOf, type Outlook } from './outlook.ts';
import type { Sampler } from './periods.ts';
import type { Plan } from './plan.ts';
import { viewsOf, type View } from './views.ts';

export interface MetricReport {
  readonly metric: string;
  readonly kind: MetricKind;
  readonly isLowerBetter: boolean;
  /** The view whose always-valid figures decide: with a column known before, the adjusted one. */
  readonly decidedBy: View['name'];
  /** Arms with too little of this metric for any statement. */
  readonly tooFew: readonly string[];
  readonly views: readonly ViewReport[];
  readonly beliefs: Beliefs;
  /** What Thompson's rule would give each arm of the traffic. */
  readonly thompsonShares: Readonly<Record<string, number>>;
  readonly outlook: Outlook;
}

export interface ViewReport {
  readonly view: View['name'];
  readonly about: string;
  readonly details: View['details'];
  readonly arms: readonly {
    readonly arm: string;
    readonly units: number;
    readonly value: number;
    readonly standardError: number;
    /** Of freedom, of the standard error. */
    readonly degrees: number;
  }[];
  readonly comparisons: readonly Comparison[];
}

export function reportMetric(
  data: readonly ArmData[],
  metric: Metric,
  plan: Plan,
  sampler: Sampler,
): MetricReport {
  const arms = data.map((arm) => valuesOf(arm, metric, plan.pre));
  const kind = kindOf(arms, sampler);
  const views = viewsOf(arms, kind, sampler);
  const [plain] = views;
  invariant(plain, 'every metric has a plain view');
  const named = nameEstimates(arms, plain);
  const control = controlOf(named, plan);
  const beliefs = beliefsOf(named, control, kind, metric.isLowerBetter);
  return {
    metric: metric.name,
    kind,
    isLowerBetter: metric.isLowerBetter,
    decidedBy: views.some(({ name }) => name === 'cuped') ? 'cuped' : 'plain',
    tooFew: arms.filter((values) => !isEnough(values, kind)).map(({ arm }) => arm),
    views: views.map((view) => reportView(nameEstimates(arms, view), view, kind, plan)),
    beliefs,
    thompsonShares: sharesOf(beliefs, control),
    outlook: outlookFor(named, control, plan),
  };
}

/** The estimates of the view that decides. */
export function decidingEstimates(report: MetricReport): readonly NamedEstimate[] {
  const view = report.views.find(({ view }) => view === report.decidedBy);
  invariant(view, 'the deciding view is reported');
  return view.arms.map(({ arm, units, value, standardError, degrees }) => ({
    arm,
    estimate: { units, value, variance: standardError ** 2, degrees },
  }));
}

export function controlOf(arms: readonly NamedEstimate[], { control }: Plan): NamedEstimate {
  const found = arms.find(({ arm }) => arm === control);
  invariant(found, 'control is one of the arms');
  return found;
}

function reportView(arms: readonly NamedEstimate[], view: View, kind: MetricKind, plan: Plan): ViewReport {
  const areRates = kind === 'rate' && view.name === 'plain';
  const others = arms.filter(({ arm }) => arm !== plan.control);
  return {
    view: view.name,
    about: view.about,
    details: view.details,
    arms: arms.map(({ arm, estimate: { units, value, variance, degrees } }) => ({
      arm,
      units,
      value,
      standardError: Math.sqrt(variance),
      degrees,
    })),
    comparisons: compareAll(others, controlOf(arms, plan), areRates, plan),
  };
}

function nameEstimates(arms: readonly ArmValues[], { estimates }: View): readonly NamedEstimate[] {
  return arms.flatMap(({ arm }, index) => {
    const estimate = estimates[index];
    return estimate ? [{ arm, estimate }] : [];
  });
}

function smallestArm(arms: readonly NamedEstimate[], control: NamedEstimate): NamedEstimate {
  const others = arms.filter((arm) => arm !== control);
  return others.reduce(
    (least, arm) => (arm.estimate.units < least.estimate.units ? arm : least),
    others[0] ?? control,
  );
}

/** For the smallest arm beside control, by the shares that arms were drawn with. */
function outlookFor(arms: readonly NamedEstimate[], control: NamedEstimate, plan: Plan): Outlook {
  const all = arms.reduce((sum, { arm }) => sum + (plan.shares.get(arm) ?? 0), 0);
  const shareOf = ({ arm }: NamedEstimate): number => (plan.shares.get(arm) ?? 0) / all;
  const shares = { arm: shareOf(smallestArm(arms, control)), control: shareOf(control) };
  const units = arms.reduce((sum, { estimate }) => sum + estimate.units, 0);
  const { value: mean, variance, units: ofControl } = control.estimate;
  return outlookOf(units, { mean, deviation: Math.sqrt(variance * ofControl) }, shares, plan);
}

function sharesOf({ arms }: Beliefs, control: NamedEstimate): Readonly<Record<string, number>> {
  const shares = thompsonShares(
    arms.map(({ chanceToBeBest }) => chanceToBeBest),
    arms.findIndex(({ arm }) => arm === control.arm),
  );
  return Object.fromEntries(arms.map(({ arm }, index) => [arm, shares[index] ?? 0]));
}
