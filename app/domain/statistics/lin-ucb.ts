import { inverseOf } from './inverse.ts';

/** A choice whose reward is known: what was known before it, and what came of it. */
export interface RewardedChoice {
  readonly features: readonly number[];
  readonly reward: number;
}

export interface LinUcb {
  /** What each feature adds to the expected reward: (I + X'X)^-1 X'r, a ridge regression. */
  readonly theta: readonly number[];
  /** The reward that is still plausible with these features: their expected one, and `alpha` of its standard errors more. */
  score(features: readonly number[], alpha: number): number;
}

/**
 * LinUCB with a model of its own for one arm: of several arms the one with the highest score is to be tried, because it either is good or little
 * is known of it (Li, Chu, Langford and Schapire, WWW 2010, algorithm 1). Rewards are taken to be linear in the features. It chooses
 * without chance, so its log has no propensities and says nothing of another policy: Attune explores by drawing instead, and calls this nowhere.
 */
export function fitLinUcb(choices: readonly RewardedChoice[], features: number): LinUcb {
  const places = Array.from({ length: features }, (_, at) => at);
  const sumOf = (term: (choice: RewardedChoice) => number): number =>
    choices.reduce((sum, choice) => sum + term(choice), 0);
  const precision = places.map((row) =>
    places.map(
      (column) => (row === column ? 1 : 0) + sumOf(({ features: x }) => (x[row] ?? 0) * (x[column] ?? 0)),
    ),
  );
  // With the identity added it is positive definite, so it has an inverse.
  const covariance = inverseOf(precision) ?? [];
  const rewards = places.map((row) => sumOf(({ features: x, reward }) => (x[row] ?? 0) * reward));
  const theta = covariance.map((row) => dot(row, rewards));
  return {
    theta,
    score(x, alpha) {
      const spread = dot(
        x,
        covariance.map((row) => dot(row, x)),
      );
      return dot(theta, x) + alpha * Math.sqrt(spread);
    },
  };
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
