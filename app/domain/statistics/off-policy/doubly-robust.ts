import { meanEstimate, type Estimate } from '../estimate.ts';
import { sampleOf } from '../sample.ts';
import { importanceWeight, type LoggedChoice } from './logged-choice.ts';

/** A choice with what a model of rewards expected, fitted on other choices than this one. */
export interface PredictedChoice extends LoggedChoice {
  /** Of the choice that was made. */
  readonly predicted: number;
  /** Of the policy in question in the same place: the mean over its choices. */
  readonly predictedTarget: number;
}

/**
 * DR: the mean of m + w (r - q), where q is the reward predicted for the choice made and m that for the other policy (Dudík, Langford and Li, ICML
 * 2011). Free of bias when the propensities or the predictions are right; the better the predictions, the smaller its variance. Assumes
 * independent choices, and predictions that the choice's own reward had no part in.
 */
export function doublyRobust(choices: readonly PredictedChoice[]): Estimate {
  const worth = (choice: PredictedChoice): number =>
    choice.predictedTarget + importanceWeight(choice) * (choice.reward - choice.predicted);
  return meanEstimate(sampleOf(Float64Array.from(choices, worth)));
}
