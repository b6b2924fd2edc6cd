import { meanEstimate, type Estimate } from '../estimate.ts';
import { sampleOf } from '../sample.ts';
import { importanceWeight, type LoggedChoice } from './logged-choice.ts';

/**
 * IPS: the mean of w r, the reward that another policy would have earned (Horvitz and Thompson 1952; Strehl, Langford, Li and Kakade, NIPS 2010).
 * Free of bias when the propensities are those the choices were drawn with and the logging policy could make every choice that the other
 * makes; choices must be independent. Its variance grows with the weights.
 */
export function inversePropensity(choices: readonly LoggedChoice[]): Estimate {
  return meanEstimate(
    sampleOf(Float64Array.from(choices, (choice) => importanceWeight(choice) * choice.reward)),
  );
}
