/**
 * Boosted oblivious trees: every node of one level asks the same question, so a tree is `depth` comparisons that make the number of a
 * leaf. What a candidate gets from all trees is added to its log odds.
 */
export interface Trees {
  readonly depth: number;
  /** `depth` features a tree. */
  readonly features: Uint8Array;
  /** A feature at or above its threshold goes to the upper half of the leaves. */
  readonly thresholds: Float32Array;
  /** 2^depth values a tree. */
  readonly leaves: Float64Array;
}

/** How many candidates trees look at: the best by weights alone. Trees were learned on as many. */
export const LOOKED_AT = 60;

/** The sum of the leaves that a candidate falls into. `from` is the place of its features. */
export function scoreTrees(
  { depth, features, thresholds, leaves }: Trees,
  candidate: Float32Array,
  from: number,
): number {
  let sum = 0;
  let base = 0;
  for (let at = 0; at < features.length; base += 1 << depth) {
    let leaf = 0;
    for (const end = at + depth; at < end; at++)
      leaf = 2 * leaf + ((candidate[from + (features[at] ?? 0)] ?? 0) >= (thresholds[at] ?? 0) ? 1 : 0);
    sum += leaves[base + leaf] ?? 0;
  }
  return sum;
}

/** Rows `start` up to `end` by weights alone, best first, at most LOOKED_AT; of equal scores the first. */
export function bestRows(baseScores: ArrayLike<number>, start: number, end: number): Uint32Array {
  return Uint32Array.from({ length: end - start }, (_, at) => start + at)
    .sort((a, b) => (baseScores[b] ?? 0) - (baseScores[a] ?? 0) || a - b)
    .slice(0, LOOKED_AT);
}
