import type { Examples, Scorer } from './rungs/rung.ts';

/** No class is held to be less likely than this when a loss is taken, so that one row cannot make a mean infinite. */
const LEAST_SHARE = 1e-9;

/** Minus the logarithm of what was said of the class that came, in nats (Good 1952): the least when the truth is said. */
export function logLoss(shares: Float64Array, answer: number): number {
  return -Math.log(Math.max(shares[answer] ?? 0, LEAST_SHARE));
}

export function meanLogLoss(scorer: Scorer, { rows, answers }: Examples): number {
  return rows.reduce((sum, row, at) => sum + logLoss(scorer(row), answers[at] ?? 0), 0) / rows.length;
}
