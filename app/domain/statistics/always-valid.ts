import type { Effect } from './effect.ts';
import type { Interval } from './interval.ts';
import { logMixtureRatio } from './normal-mixture.ts';

/** Figures that hold at every look, not only at one. */
export interface AlwaysValid {
  readonly interval: Interval;
  /** The smallest alpha at which the interval leaves out 0. */
  readonly p: number;
}

/** The units of both arms at which the interval is narrowest; to be set before the data are seen. */
export const TUNED_UNITS = 5_000;

/**
 * An asymptotic confidence sequence: the interval holds the truth at all sample sizes at once with probability 1 - alpha, so it may
 * be looked at every day (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, arXiv 2103.06476, theorem 2.2). With n units and
 * variance s^2 of one of them the half-width is s sqrt(2 (n r^2 + 1) / (n r)^2 log(sqrt(n r^2 + 1) / alpha)). Asymptotic: needs
 * means that are about normal from the first look on.
 */
export function alwaysValid(effect: Effect, alpha = 0.05, tunedUnits = TUNED_UNITS): AlwaysValid {
  const { value, standardError, units } = effect;
  const half = standardError * alwaysValidZ(units, alpha, tunedUnits);
  return {
    interval: { low: value - half, high: value + half },
    p: mixtureP(effect, standardError * Math.sqrt(units) * mixing(alpha, tunedUnits)),
  };
}

/** The standard errors from the effect to either end of the interval: what 1.96 is to a test with one look. */
export function alwaysValidZ(units: number, alpha = 0.05, tunedUnits = TUNED_UNITS): number {
  const t = units * mixing(alpha, tunedUnits) ** 2;
  return Math.sqrt(((t + 1) / t) * (Math.log(t + 1) - 2 * Math.log(alpha)));
}

/** The r that makes the interval about narrowest at `tunedUnits` (the same paper, appendix B.2). */
function mixing(alpha: number, tunedUnits: number): number {
  const level = -2 * Math.log(alpha);
  return Math.sqrt((level + Math.log(level + 1)) / tunedUnits);
}

/**
 * The always-valid p value of the mixture sequential probability ratio test: effects are thought Normal(0, scale^2) (Johari,
 * Koomen, Pekelis and Walsh, arXiv 1512.04922).
 */
export function mixtureP(effect: Effect, scale: number): number {
  if (effect.standardError === 0) return effect.value === 0 ? 1 : 0;
  return Math.min(1, Math.exp(-logMixtureRatio(effect, scale)));
}
