/** One choice of a policy that drew by chance, and what came of it. */
export interface LoggedChoice {
  /** The probability with which the logging policy made this choice, above 0 and at most 1. */
  readonly propensity: number;
  /** The probability with which the policy in question would have made it, 0 to 1. */
  readonly target: number;
  readonly reward: number;
}

/** How many times as often the policy in question makes the choice as the one that logged it. */
export function importanceWeight({ propensity, target }: LoggedChoice): number {
  return target / propensity;
}
