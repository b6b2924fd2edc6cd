import { importanceWeight, type LoggedChoice } from './logged-choice.ts';

/**
 * How many choices of the policy in question the log is worth: (sum w)^2 / sum w^2 (Kish 1965; Owen, Monte Carlo theory, 9.3). It is the number
 * of choices when both policies are the same, and about 1 when one weight drowns the others; 0 for a log without any overlap.
 */
export function effectiveSampleSize(choices: readonly LoggedChoice[]): number {
  let sum = 0;
  let squares = 0;
  for (const choice of choices) {
    const weight = importanceWeight(choice);
    sum += weight;
    squares += weight * weight;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}
