import type { Estimate } from '../estimate.ts';
import { importanceWeight, type LoggedChoice } from './logged-choice.ts';
import { selfNormalized } from './self-normalized.ts';

/**
 * By how much more one policy would have earned than another, from the same choices in the same order: the difference of their SNIPS, with the delta
 * method's variance of the two together, which is small where they mostly choose alike. Needs what SNIPS needs.
 */
export function comparePolicies(choices: readonly LoggedChoice[], others: readonly LoggedChoice[]): Estimate {
  const [own, other] = [influences(choices), influences(others)];
  let squares = 0;
  own.parts.forEach((part, at) => (squares += (part - (other.parts[at] ?? 0)) ** 2));
  return {
    units: choices.length,
    value: own.value - other.value,
    variance: squares,
    degrees: choices.length - 1,
  };
}

/** What each choice moves the estimate by: w (r - v) / sum w. */
function influences(choices: readonly LoggedChoice[]): { value: number; parts: readonly number[] } {
  const { value } = selfNormalized(choices);
  const weights = choices.reduce((sum, choice) => sum + importanceWeight(choice), 0);
  return {
    value,
    parts: choices.map((choice) => (importanceWeight(choice) * (choice.reward - value)) / weights),
  };
}
