import { betaTails } from './incomplete-beta.ts';
import { invert } from './invert.ts';
import { logBeta } from './log-gamma.ts';

/** A beta distribution: what is believed of a rate. */
export interface Beta {
  readonly a: number;
  readonly b: number;
}

export function betaDensity({ a, b }: Beta, x: number): number {
  return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b));
}

/** The rate that stays above the variable with probability `p`. */
export function betaQuantile({ a, b }: Beta, p: number): number {
  return invert((x) => betaTails(a, b, x).lower, p, 0, 1);
}
