import { fail, ok, type Result } from '../kernel/result.ts';
import { digamma } from '../statistics/distributions/digamma.ts';
import { logGamma } from '../statistics/distributions/log-gamma.ts';
import {
  boundedHeight,
  boundedPoint,
  maximise,
  standardErrorsAt,
  type Height,
} from '../statistics/maximise.ts';
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

export interface GammaGammaFit extends GammaGamma {
  /** Standard errors of the logarithms of p, q and gamma; null where the customers do not bound one of them. */
  readonly logErrors: GammaGamma | null;
  /** Pearson's, of how often and how much: the model takes it as 0. */
  readonly correlation: number;
}

type Valued = Pick<PurchaseSummary, 'repeats' | 'meanValue'>;

const LEAST_REPEATERS = 20;
/** The logarithms of p, q and gamma are sought from LEAST to MOST: beyond, all customers or all their purchases are alike. */
const LEAST = -12;
const MOST = [8, 8, 24];

/** The model of greatest likelihood, from those who bought again for more than nothing, or why there is none. */
export function fitGammaGamma(customers: readonly Valued[]): Result<GammaGammaFit, string> {
  const paying = customers.filter(({ repeats, meanValue }) => repeats > 0 && meanValue > 0);
  if (paying.length < LEAST_REPEATERS)
    return fail(
      `Not enough data: ${LEAST_REPEATERS} customers who bought again for more than nothing are needed, found ${paying.length}.`,
    );
  const mean = paying.reduce((sum, { meanValue }) => sum + meanValue, 0) / paying.length;
  const sorted = paying.toSorted((a, b) => a.repeats - b.repeats || a.meanValue - b.meanValue);
  const heightAt = boundedHeight((logs) => gammaGammaHeight(sorted, logs), LEAST, MOST);
  const found = maximise(heightAt, [5, 4, (mean * 3) / 5].map(Math.log));
  const model = modelOf(boundedPoint(found.point, LEAST, MOST).map(Math.exp));
  if (!found.isSettled || model.q <= 1)
    return fail('These customers do not tell how values vary: the model has no mean that fits them.');
  const errors = standardErrorsAt(heightAt, found, sorted.length);
  return ok({ ...model, logErrors: errors && modelOf(errors), correlation: correlationOf(sorted) });
}

/**
 * The mean of equation 1a of the note in logarithms, at the logarithms of p, q and gamma, with its slopes. The customers are in order of
 * repeats, so that gamma functions are worked out once for each number of them.
 */
function gammaGammaHeight(sorted: readonly Valued[], logs: readonly number[]): Height {
  const [p = NaN, q = NaN, gamma = NaN] = logs.map(Math.exp);
  const [logGammaQ, digammaQ, logScale] = [logGamma(q), digamma(q), Math.log(gamma)];
  let [value, slopeP, slopeQ, slopeGamma] = [0, 0, 0, 0];
  let [x, level, bendP, bendQ] = [0, 0, 0, 0];
  for (const { repeats, meanValue } of sorted) {
    if (repeats !== x) {
      x = repeats;
      level = logGamma(p * x + q) - logGamma(p * x) - logGammaQ + p * x * Math.log(x) + q * logScale;
      bendQ = digamma(p * x + q);
      bendP = bendQ - digamma(p * x) + Math.log(x);
    }
    const spent = gamma + x * meanValue;
    const [logSpent, logMean] = [Math.log(spent), Math.log(meanValue)];
    value += level + (p * x - 1) * logMean - (p * x + q) * logSpent;
    slopeP += x * (bendP + logMean - logSpent);
    slopeQ += bendQ - digammaQ + logScale - logSpent;
    slopeGamma += q / gamma - (p * x + q) / spent;
  }
  const slopes = [slopeP * p, slopeQ * q, slopeGamma * gamma].map((slope) => slope / sorted.length);
  return { value: Number.isFinite(value) ? value / sorted.length : -Infinity, slopes };
}

function correlationOf(customers: readonly Valued[]): number {
  const mean = (of: (customer: Valued) => number): number =>
    customers.reduce((sum, customer) => sum + of(customer), 0) / customers.length;
  const [often, much] = [mean(({ repeats }) => repeats), mean(({ meanValue }) => meanValue)];
  const together = mean(({ repeats, meanValue }) => (repeats - often) * (meanValue - much));
  const spread =
    mean(({ repeats }) => (repeats - often) ** 2) * mean(({ meanValue }) => (meanValue - much) ** 2);
  return spread > 0 ? together / Math.sqrt(spread) : 0;
}

const modelOf = ([p = NaN, q = NaN, gamma = NaN]: readonly number[]): GammaGamma => ({ p, q, gamma });

/** The mean value expected of a customer's purchases: their own mean, drawn towards the shop's the less they bought. */
export function expectedValue({ p, q, gamma }: GammaGamma, { repeats, meanValue }: Valued): number {
  return (p * (gamma + repeats * meanValue)) / (p * repeats + q - 1);
}
