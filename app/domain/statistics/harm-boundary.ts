import { invert } from './distributions/invert.ts';
import { logPositiveMixtureRatio } from './normal-mixture.ts';

/**
 * How many units of both arms together the one-sided mixture test needs to find an effect of `effect`, one outcome having the
 * standard deviation `deviation`, when the data lie where they are expected to: the sample size at which the evidence along the
 * mean path reaches 1 / alpha. `shares` are the two arms' shares of those units.
 */
export function unitsToDetect(
  effect: number,
  deviation: number,
  shares: readonly [number, number],
  alpha = 0.05,
): number {
  const ofOneUnit = deviation * Math.sqrt(1 / shares[0] + 1 / shares[1]);
  const evidence = (units: number): number =>
    logPositiveMixtureRatio({ value: effect, standardError: ofOneUnit / Math.sqrt(units) }, effect);
  let high = 2;
  while (evidence(high) < -Math.log(alpha)) high *= 2;
  return invert(evidence, -Math.log(alpha), 1, high);
}
