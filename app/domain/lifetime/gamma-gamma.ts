import { fail, ok, type Result } from '../kernel/result.ts';
import { logGamma } from '../statistics/distributions/log-gamma.ts';
import { minimise } from '../statistics/minimise.ts';
import type { PurchaseSummary } from './purchase-summary.ts';

/**
 * What customers spend on a purchase (Fader and Hardie, The Gamma-Gamma Model of Monetary Value, 2013): values of a customer vary as
 * Gamma(p, nu) about a mean of their own, and nu as Gamma(q, gamma) over customers. Assumes that what a customer spends has nothing to
 * do with how often.
 */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
}

type Valued = Pick<PurchaseSummary, 'repeats' | 'meanValue'>;

const LEAST_REPEATERS = 20;
const FARTHEST = 14;

/** The model of greatest likelihood, from those who bought again for more than nothing, or why there is none. */
export function fitGammaGamma(customers: readonly Valued[]): Result<GammaGamma, string> {
  const paying = customers.filter(({ repeats, meanValue }) => repeats > 0 && meanValue > 0);
  if (paying.length < LEAST_REPEATERS)
    return fail(
      `Not enough data: ${LEAST_REPEATERS} customers who bought again for more than nothing are needed, found ${paying.length}.`,
    );
  const unit = paying.reduce((sum, { meanValue }) => sum + meanValue, 0) / paying.length;
  const sorted = paying.toSorted((a, b) => a.repeats - b.repeats || a.meanValue - b.meanValue);
  const found = minimise((logs) => -logLikelihood(sorted, unit, logs.map(Math.exp)), [0, 0, 0]);
  if (!found.isConverged || found.at.some((log) => Math.abs(log) > FARTHEST))
    return fail('These customers do not tell how values vary: the likelihood has no maximum.');
  const [p = 1, q = 1, gamma = 1] = found.at.map(Math.exp);
  return ok({ p, q, gamma: gamma * unit });
}

/** Equation 1a of the note, in logarithms. */
function logLikelihood(
  customers: readonly Valued[],
  unit: number,
  [p = 1, q = 1, gamma = 1]: readonly number[],
): number {
  const constant = q * Math.log(gamma) - logGamma(q);
  let [sum, last, ofRepeats] = [0, -1, 0];
  for (const { repeats: x, meanValue } of customers) {
    if (x !== last) ofRepeats = logGamma(p * x + q) - logGamma(p * x) + p * x * Math.log(x) + constant;
    last = x;
    const z = meanValue / unit;
    sum += ofRepeats + (p * x - 1) * Math.log(z) - (p * x + q) * Math.log(x * z + gamma);
  }
  return sum;
}

/** The mean value expected of a customer's purchases: their own mean, drawn towards the shop's the less they bought. */
export function expectedValue({ p, q, gamma }: GammaGamma, { repeats, meanValue }: Valued): number {
  return (p * (gamma + repeats * meanValue)) / (p * repeats + q - 1);
}
