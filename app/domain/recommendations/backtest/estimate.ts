import { MEASURES, type Measures } from './measures.ts';

/** A mean with the half width of its 95 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly plusMinus: number;
}

export type Estimates = Readonly<Record<keyof Measures, Estimate>>;

const NORMAL_95 = 1.96;

/** Measures of the questions of one order: they are alike, so an order counts as one observation. */
export interface Measured {
  readonly order: number;
  readonly measures: Measures;
}

/**
 * Means over the questions. The interval is the normal one with the variance of a mean over clusters (orders) of unequal size
 * (Cochran, Sampling Techniques, 3rd ed., 1977, section 9A.1): it says how far chance carries the figure, not how the next month differs.
 */
export function estimate(measured: readonly Measured[]): Estimates {
  const entries = MEASURES.map((name) => [
    name,
    estimateOne(measured.map(({ order, measures }) => ({ order, value: measures[name] }))),
  ]);
  return Object.fromEntries(entries) as Estimates;
}

/** Mean of the differences a - b over the same questions in the same order, with its interval. */
export function estimateDifference(
  a: readonly Measured[],
  b: readonly Measured[],
  name: keyof Measures,
): Estimate {
  return estimateOne(
    a.map(({ order, measures }, at) => ({ order, value: measures[name] - (b[at]?.measures[name] ?? 0) })),
  );
}

function estimateOne(values: readonly { readonly order: number; readonly value: number }[]): Estimate {
  if (values.length === 0) return { mean: 0, plusMinus: 0 };
  const mean = values.reduce((sum, { value }) => sum + value, 0) / values.length;
  const residuals = new Map<number, number>();
  for (const { order, value } of values) residuals.set(order, (residuals.get(order) ?? 0) + value - mean);
  const clusters = residuals.size;
  if (clusters < 2) return { mean, plusMinus: 1 };
  const squares = [...residuals.values()].reduce((sum, residual) => sum + residual * residual, 0);
  const variance = ((clusters / (clusters - 1)) * squares) / values.length ** 2;
  return { mean, plusMinus: NORMAL_95 * Math.sqrt(variance) };
}
