import type { Comparison } from '../analysis/comparison.ts';
import type { MetricReport, ViewReport } from '../analysis/metric-report.ts';

/** One metric in one view: each arm's figure and, but for control, its difference from control. */
export interface Measure {
  readonly metric: string;
  readonly view: ViewReport['view'];
  /** Its differences decide, and are the ones to tell. */
  readonly decides: boolean;
  /** Share of the outcomes' variance that earlier spend explains, 0 to 1; null in views that do not use it. */
  readonly explained: number | null;
  /** Outcomes above it were pulled down to it; null in other views. */
  readonly cap: number | null;
  readonly arms: readonly {
    readonly arm: string;
    /** Null where nothing can be divided. */
    readonly value: number | null;
    /** Null for control, and while there is too little of this metric for any statement. */
    readonly added: Added | null;
  }[];
}

/** Arm less control; the interval holds at every look. */
export interface Added {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** As a share of control; null where control is not well above 0. */
  readonly lift: number | null;
}

export function measuresOf(report: MetricReport): readonly Measure[] {
  return report.views.map((view) => ({
    metric: report.metric,
    view: view.view,
    decides: view.view === report.decidedBy,
    explained: view.details.varianceExplained ?? null,
    cap: view.details.cap ?? null,
    arms: view.arms.map(({ arm, value }) => ({
      arm,
      value: Number.isFinite(value) ? value : null,
      added: addedBy(arm, view, report),
    })),
  }));
}

function addedBy(arm: string, { comparisons }: ViewReport, { tooFew }: MetricReport): Added | null {
  const found = comparisons.find((comparison) => comparison.arm === arm);
  return found && !tooFew.includes(arm) && !tooFew.includes(found.against) ? toAdded(found) : null;
}

const toAdded = ({ difference, alwaysValid: { low, high }, lift }: Comparison): Added => ({
  difference,
  low,
  high,
  lift: lift?.value ?? null,
});
