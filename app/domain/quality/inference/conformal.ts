import type { Said } from './calibration/calibrate.ts';

/**
 * The share from which on a class is in the set, so that the set holds what is true with a chance of at least `coverage`: split conformal
 * prediction with the score 1 - share of the true class, at rank ceil((n + 1) coverage) (Vovk, Gammerman and Shafer 2005; Sadinle, Lei and
 * Wasserman 2019). It holds on average over rows that come from where these come from, whatever the model; not for each class, and not once rows
 * are of another kind. 0, and so every class, where the rows are too few for it: nine at 90 %.
 */
export function leastShareFor(said: readonly Said[], coverage: number): number {
  const scores = Float64Array.from(said, ({ shares, answer }) => 1 - (shares[answer] ?? 0)).sort();
  const rank = Math.ceil((scores.length + 1) * coverage);
  const score = scores[rank - 1];
  return score === undefined ? 0 : 1 - score;
}

/** Classes that cannot be ruled out. A bound lost in rounding is still met. */
export function classesFrom(shares: Float64Array, leastShare: number): readonly number[] {
  return [...shares.keys()].filter((own) => (shares[own] ?? 0) >= leastShare - 1e-12);
}
