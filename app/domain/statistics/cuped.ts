import type { Estimate } from './estimate.ts';
import type { PairedSample } from './paired-sample.ts';

export interface Cuped {
  /** How much of the outcome one unit of the earlier figure explains. */
  readonly theta: number;
  /** In the order of the arms. */
  readonly estimates: readonly Estimate[];
  /** Share of the outcome's variance that the earlier figure explains, 0 to 1. */
  readonly explained: number;
}

/**
 * Means of y freed of what x, known before the experiment, explains: y - theta (x - mean x) with theta = cov / var pooled within
 * the arms (Deng, Xu, Kohavi and Walker, WSDM 2013). The difference of two arms is that of an analysis of covariance. Assumes that
 * no arm can change x.
 */
export function cuped(arms: readonly PairedSample[]): Cuped {
  const within = (part: (arm: PairedSample) => number): number =>
    arms.reduce((sum, arm) => sum + (arm.y.count - 1) * part(arm), 0);
  const [xx, yy, xy] = [
    within(({ x }) => x.variance),
    within(({ y }) => y.variance),
    within(({ covariance }) => covariance),
  ];
  const theta = xx === 0 ? 0 : xy / xx;
  const units = arms.reduce((sum, { y }) => sum + y.count, 0);
  const meanX = arms.reduce((sum, { x }) => sum + x.mean * x.count, 0) / units;
  return {
    theta,
    explained: xx === 0 || yy === 0 ? 0 : xy ** 2 / (xx * yy),
    estimates: arms.map(({ y, x, covariance }) => ({
      units: y.count,
      value: y.mean - theta * (x.mean - meanX),
      variance: Math.max(0, y.variance + theta ** 2 * x.variance - 2 * theta * covariance) / y.count,
      degrees: y.degrees,
    })),
  };
}
