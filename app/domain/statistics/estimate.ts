import type { PairedSample } from './paired-sample.ts';
import type { Sample } from './sample.ts';

/** A figure of one arm with how sure it is. */
export interface Estimate {
  readonly units: number;
  readonly value: number;
  /** Of `value`, not of one outcome: the standard error squared. */
  readonly variance: number;
  /** Of freedom, of `variance`. */
  readonly degrees: number;
}

/** The mean of independent outcomes. */
export function meanEstimate({ count, mean, variance, degrees }: Sample): Estimate {
  return { units: count, value: mean, variance: variance / count, degrees };
}

/**
 * A rate: p (1 - p) / n. Differs from the mean's variance by n / (n - 1) alone, and is the customary one for rates.
 */
export function rateEstimate(successes: number, units: number): Estimate {
  const value = successes / units;
  return { units, value, variance: (value * (1 - value)) / units, degrees: units - 1 };
}

/**
 * A ratio of means over independent units, such as profit per checkout where a shopper has several: mean y / mean x, with the
 * delta method's variance (s_y^2 - 2 r s_xy + r^2 s_x^2) / (n mean x^2). Assumes many units and a mean x well above 0 (Deng,
 * Knoblich and Lu 2018, arXiv 1803.06336). The degrees are those of y.
 */
export function ratioEstimate({ y, x, covariance }: PairedSample): Estimate {
  const value = y.mean / x.mean;
  const spread = y.variance - 2 * value * covariance + value * value * x.variance;
  const variance = Math.max(0, spread) / (y.count * x.mean * x.mean);
  return { units: y.count, value, variance, degrees: y.degrees };
}
