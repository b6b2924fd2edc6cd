/**
 * The mixture martingale behind every always-valid figure. Under no effect the likelihood ratio of "the effect is Normal(0,
 * scale^2)" against "there is none" has mean 1 at every sample size, so the chance that it ever reaches 1 / alpha is at most alpha
 * (Ville's inequality), however often one looks.
 */
import { normalTail } from './distributions/normal.ts';

/** An effect and its standard error. */
interface Estimated {
  readonly value: number;
  readonly standardError: number;
}

/** The logarithm of the ratio for an effect in either direction: sqrt(v / (v + s^2)) exp(s^2 e^2 / (2 v (v + s^2))). */
export function logMixtureRatio({ value, standardError }: Estimated, scale: number): number {
  const variance = standardError ** 2;
  const total = variance + scale ** 2;
  return 0.5 * Math.log(variance / total) + (scale ** 2 * value ** 2) / (2 * variance * total);
}

/**
 * The same against effects above 0 alone (half-normal, |Normal(0, scale^2)|): the ratio above, times 2 Phi(s e / sqrt(v (v + s^2))).
 * Valid for effects of 0 or below (Howard, Ramdas, McAuliffe and Sekhon 2021, Annals of Statistics 49, one-sided normal mixture).
 */
export function logPositiveMixtureRatio(effect: Estimated, scale: number): number {
  const variance = effect.standardError ** 2;
  const z = (scale * effect.value) / Math.sqrt(variance * (variance + scale ** 2));
  return logMixtureRatio(effect, scale) + Math.LN2 + Math.log(normalTail(-z));
}
