import type { Estimate } from '../estimate.ts';
import { importanceWeight, type LoggedChoice } from './logged-choice.ts';

/**
 * SNIPS: sum w r / sum w (Swaminathan and Joachims, NIPS 2015), with the delta method's variance sum w^2 (r - v)^2 / (sum w)^2 (Owen, Monte
 * Carlo theory, 9.2). Stays within the rewards seen and is steadier than IPS; biased by an amount that falls with the number of choices.
 * Needs what IPS needs. NaN for a log without any overlap.
 */
export function selfNormalized(choices: readonly LoggedChoice[]): Estimate {
  let weights = 0;
  let rewards = 0;
  for (const choice of choices) {
    weights += importanceWeight(choice);
    rewards += importanceWeight(choice) * choice.reward;
  }
  const value = rewards / weights;
  let squares = 0;
  for (const choice of choices) squares += (importanceWeight(choice) * (choice.reward - value)) ** 2;
  const units = choices.length;
  return { units, value, variance: squares / (weights * weights), degrees: units - 1 };
}
