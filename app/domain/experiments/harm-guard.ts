import type { Effect } from '../statistics/effect.ts';
import { logPositiveMixtureRatio } from '../statistics/normal-mixture.ts';

export interface HarmReading {
  /** How many times likelier the data are if the arm does harm than if it does none. */
  readonly evidence: number;
  /** Harm is stated from here on: 1 / alpha. */
  readonly threshold: number;
  readonly isHarm: boolean;
}

/**
 * Whether an arm costs the shop something, at any number of looks: a one-sided mixture test of the loss `control - arm`. Where no
 * arm does harm, the chance that it ever says so is at most `alpha`; with several guards give each its part of alpha. `smallest` is
 * the loss it is tuned to, in the units of the metric. Assumes means that are about normal.
 */
export function readHarm(loss: Effect, smallest: number, alpha: number): HarmReading {
  const threshold = 1 / alpha;
  if (loss.standardError === 0 || smallest <= 0) return { evidence: 1, threshold, isHarm: false };
  const evidence = Math.exp(logPositiveMixtureRatio(loss, smallest));
  return { evidence, threshold, isHarm: evidence >= threshold };
}
