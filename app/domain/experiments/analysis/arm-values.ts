import { invariant } from '../../kernel/invariant.ts';
import type { Metric } from '../metric.ts';
import type { ArmData } from '../unit-sums.ts';
import type { Sampler } from './periods.ts';

/** The outcomes of a metric in one arm. */
export interface ArmValues {
  readonly arm: string;
  readonly values: Float64Array;
  /** What the sum of `values` is divided by; null for the mean of a unit. */
  readonly over: Float64Array | null;
  /** A figure of the same units from before; null where there is none. */
  readonly pre: Float64Array | null;
  /** The period each unit entered in. */
  readonly periods: Uint16Array;
}

export type MetricKind = 'rate' | 'amount' | 'ratio';

export function valuesOf(data: ArmData, metric: Metric, pre: string | null): ArmValues {
  return {
    arm: data.arm,
    values: column(data, metric.column),
    over: metric.over === null ? null : column(data, metric.over),
    pre: pre === null ? null : column(data, pre),
    periods: data.periods,
  };
}

/** Every unit has 0 or 1, so no outcome is an outlier. */
export const isBinary = ({ values }: Pick<ArmValues, 'values'>): boolean =>
  values.every((value) => value === 0 || value === 1);

/** A metric that is 0 or 1 for every unit is a rate, unless periods are pooled: their weighted mean is no count of successes. */
export function kindOf(arms: readonly ArmValues[], { isWhole }: Pick<Sampler, 'isWhole'>): MetricKind {
  if (arms.some(({ over }) => over !== null)) return 'ratio';
  if (!isWhole) return 'amount';
  return arms.every(isBinary) ? 'rate' : 'amount';
}

/** Units below which nothing is said of an arm. */
export const FEWEST_UNITS = 100;
/** And among them those with an outcome; for a rate also those without one. */
export const FEWEST_OUTCOMES = 25;

/** Whether the arm's mean can be taken for normal: every always-valid figure rests on that. */
export function isEnough({ values }: ArmValues, kind: MetricKind): boolean {
  const outcomes = values.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
  const rarer = kind === 'rate' ? Math.min(outcomes, values.length - outcomes) : outcomes;
  return isEnoughOf(values.length, rarer);
}

export function isEnoughOf(units: number, outcomes: number): boolean {
  return units >= FEWEST_UNITS && outcomes >= FEWEST_OUTCOMES;
}

function column(data: ArmData, name: string): Float64Array {
  const values = data.columns.get(name);
  invariant(values, `column ${name} was read`);
  return values;
}
