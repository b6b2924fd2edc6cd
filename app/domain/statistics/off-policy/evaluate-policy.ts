import { normalQuantile } from '../distributions/normal.ts';
import { meanEstimate, type Estimate } from '../estimate.ts';
import type { Interval } from '../interval.ts';
import { sampleOf } from '../sample.ts';
import { doublyRobust, type PredictedChoice } from './doubly-robust.ts';
import { effectiveSampleSize } from './effective-sample.ts';
import { inversePropensity } from './inverse-propensity.ts';
import { importanceWeight, type LoggedChoice } from './logged-choice.ts';
import { selfNormalized } from './self-normalized.ts';

/** A policy's reward a choice, and the range that holds it with 95 % if the means are about normal. */
export interface PolicyValue {
  readonly value: number;
  readonly standardError: number;
  readonly interval: Interval;
}

/** What a log of one policy says of another. */
export interface PolicyEvaluation {
  readonly choices: number;
  readonly effectiveSampleSize: number;
  /** About 1 when the propensities are true and the logging policy makes every choice that the other makes. */
  readonly meanWeight: number;
  readonly largestWeight: number;
  /** Whether the estimates may be read at all: an effective sample of at least LEAST_EFFECTIVE. */
  readonly isEnough: boolean;
  /** What the logging policy itself earned. */
  readonly logged: PolicyValue;
  readonly ips: PolicyValue;
  readonly snips: PolicyValue;
  /** Null without predictions. */
  readonly doublyRobust: PolicyValue | null;
}

/**
 * Below it no figure is to be trusted: a few choices with large weights decide, and the intervals, which know only the weights seen, are too
 * narrow. 100 is a custom, not a theorem.
 */
export const LEAST_EFFECTIVE = 100;

/**
 * Everything that is said of a policy from the log of another one; doubly robust too where every choice has its predictions. Null for an empty
 * log or one without any overlap.
 */
export function evaluatePolicy(
  choices: readonly LoggedChoice[] | readonly PredictedChoice[],
): PolicyEvaluation | null {
  const effective = effectiveSampleSize(choices);
  if (effective === 0) return null;
  const weights = choices.map(importanceWeight);
  const rewards = Float64Array.from(choices, ({ reward }) => reward);
  return {
    choices: choices.length,
    effectiveSampleSize: effective,
    meanWeight: weights.reduce((sum, weight) => sum + weight, 0) / weights.length,
    largestWeight: weights.reduce((most, weight) => Math.max(most, weight), 0),
    isEnough: effective >= LEAST_EFFECTIVE,
    logged: valueOf(meanEstimate(sampleOf(rewards))),
    ips: valueOf(inversePropensity(choices)),
    snips: valueOf(selfNormalized(choices)),
    doublyRobust: arePredicted(choices) ? valueOf(doublyRobust(choices)) : null,
  };
}

function arePredicted(choices: readonly LoggedChoice[]): choices is readonly PredictedChoice[] {
  return choices.every((choice) => 'predicted' in choice);
}

const z95 = normalQuantile(0.975);

function valueOf({ value, variance }: Estimate): PolicyValue {
  const standardError = Math.sqrt(variance);
  return {
    value,
    standardError,
    interval: { low: value - z95 * standardError, high: value + z95 * standardError },
  };
}
