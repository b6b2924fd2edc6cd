import type { Cuped } from './cuped.ts';
import type { PairedSample } from './paired-sample.ts';

/** One arm: how its outcomes y, their denominators w and the earlier figure x move together. */
export interface RatioWithPast {
  readonly yw: PairedSample;
  readonly yx: PairedSample;
  readonly wx: PairedSample;
}

/**
 * CUPED for ratios such as profit per checkout: mean y / mean w less theta (mean x - mean x of all arms). Each arm's ratio R is made linear
 * as (y - R w) / mean w, as the delta method does (Deng, Knoblich and Lu 2018, arXiv 1803.06336), and theta is the covariance of that with x
 * over the variance of x, pooled within the arms (Deng, Xu, Kohavi and Walker, WSDM 2013). With every w = 1 it is `cuped`. Assumes many
 * units, a mean w well above 0, and that no arm can change x.
 */
export function cupedRatio(arms: readonly RatioWithPast[]): Cuped {
  const linear = arms.map(linearOf);
  const within = (part: (arm: Linear) => number): number =>
    linear.reduce((sum, arm) => sum + (arm.count - 1) * part(arm), 0);
  const [xx, yy, xy] = [
    within(({ varianceX }) => varianceX),
    within(({ variance }) => variance),
    within(({ covariance }) => covariance),
  ];
  const theta = xx === 0 ? 0 : xy / xx;
  const units = linear.reduce((sum, { count }) => sum + count, 0);
  const meanX = linear.reduce((sum, { meanX: mean, count }) => sum + mean * count, 0) / units;
  return {
    theta,
    explained: xx === 0 || yy === 0 ? 0 : xy ** 2 / (xx * yy),
    estimates: linear.map(({ count, degrees, ratio, variance, covariance, varianceX, meanX: mean }) => ({
      units: count,
      value: ratio - theta * (mean - meanX),
      variance: Math.max(0, variance + theta ** 2 * varianceX - 2 * theta * covariance) / count,
      degrees,
    })),
  };
}

interface Linear {
  readonly count: number;
  readonly degrees: number;
  readonly ratio: number;
  /** Of a unit's linear outcome, and with its earlier figure. */
  readonly variance: number;
  readonly covariance: number;
  readonly meanX: number;
  readonly varianceX: number;
}

function linearOf({ yw, yx, wx }: RatioWithPast): Linear {
  const { y, x: w } = yw;
  const ratio = y.mean / w.mean;
  const spread = y.variance - 2 * ratio * yw.covariance + ratio ** 2 * w.variance;
  return {
    count: y.count,
    degrees: y.degrees,
    ratio,
    variance: Math.max(0, spread) / w.mean ** 2,
    covariance: (yx.covariance - ratio * wx.covariance) / w.mean,
    meanX: yx.x.mean,
    varianceX: yx.x.variance,
  };
}
