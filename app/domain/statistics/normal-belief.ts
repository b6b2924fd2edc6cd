import type { Belief } from './belief.ts';
import { normalDensity, normalTail } from './distributions/normal.ts';

/** A normal distribution; a standard deviation of Infinity believes nothing yet. */
export interface Normal {
  readonly mean: number;
  readonly deviation: number;
}

/** An estimate with a normal error on top of a normal prior: the means weighed by 1 / variance. */
export function normalPosterior(value: number, standardError: number, prior: Normal): Normal {
  const [weight, priorWeight] = [standardError ** -2, prior.deviation ** -2];
  return {
    mean: (value * weight + prior.mean * priorWeight) / (weight + priorWeight),
    deviation: Math.sqrt(1 / (weight + priorWeight)),
  };
}

export function normalBelief({ mean, deviation }: Normal): Belief {
  return {
    density: (x) => normalDensity((x - mean) / deviation) / deviation,
    below: (x) => normalTail((mean - x) / deviation),
    above: (x) => normalTail((x - mean) / deviation),
    range: { low: mean - 12 * deviation, high: mean + 12 * deviation },
  };
}

/** The chance that a normal figure is above 0. */
export function chanceAboveZero({ mean, deviation }: Normal): number {
  return normalTail(-mean / deviation);
}

/** What is lost on average by acting as if the figure were above 0: E[max(-figure, 0)]. */
export function expectedShortfall({ mean, deviation }: Normal): number {
  const z = mean / deviation;
  return Math.max(0, deviation * normalDensity(z) - mean * normalTail(z));
}
