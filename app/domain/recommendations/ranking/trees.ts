import { FEATURE_COUNT } from './features.ts';

/**
 * Boosted oblivious trees: every node of one level asks the same question, so a tree is TREE_DEPTH comparisons that make the number of a
 * leaf. What a candidate gets from all trees is added to its log odds.
 */
export interface Trees {
  /** TREE_DEPTH features a tree. */
  readonly features: Uint8Array;
  /** A feature at or above its threshold goes to the upper half of the leaves. */
  readonly thresholds: Float32Array;
  /** 2^TREE_DEPTH values a tree. */
  readonly leaves: Float64Array;
}

export const TREE_DEPTH = 4;
const LEAVES = 1 << TREE_DEPTH;

/** How many candidates trees look at: the best by weights alone. Trees were learned on as many. */
export const LOOKED_AT = 40;

/** Room for the features of LOOKED_AT candidates, feature by feature. */
export function createColumns(): Float32Array {
  return new Float32Array(FEATURE_COUNT * LOOKED_AT);
}

/**
 * Adds to each of `scores` the leaves that the candidate at the same place of `rows` falls into; at most LOOKED_AT at once. `features` holds
 * FEATURE_COUNT numbers a row. Tree by tree, with comparisons that are numbers rather than branches: which way a candidate goes is
 * not to be guessed, and a processor that guesses wrong loses more than the whole comparison.
 */
export function addTrees(
  { features: asked, thresholds, leaves }: Trees,
  features: Float32Array,
  rows: Uint32Array,
  scores: Float64Array,
  columns: Float32Array,
): void {
  const length = rows.length;
  fillColumns(columns, features, rows);
  for (let at = 0, base = 0; at < asked.length; at += TREE_DEPTH, base += LEAVES) {
    const first = (asked[at] ?? 0) * LOOKED_AT;
    const second = (asked[at + 1] ?? 0) * LOOKED_AT;
    const third = (asked[at + 2] ?? 0) * LOOKED_AT;
    const fourth = (asked[at + 3] ?? 0) * LOOKED_AT;
    const least = thresholds[at] ?? 0;
    const leastSecond = thresholds[at + 1] ?? 0;
    const leastThird = thresholds[at + 2] ?? 0;
    const leastFourth = thresholds[at + 3] ?? 0;
    for (let place = 0; place < length; place++) {
      const leaf =
        (Number((columns[first + place] ?? 0) >= least) << 3) |
        (Number((columns[second + place] ?? 0) >= leastSecond) << 2) |
        (Number((columns[third + place] ?? 0) >= leastThird) << 1) |
        Number((columns[fourth + place] ?? 0) >= leastFourth);
      scores[place] = (scores[place] ?? 0) + (leaves[base + leaf] ?? 0);
    }
  }
}

function fillColumns(columns: Float32Array, features: Float32Array, rows: Uint32Array): void {
  for (let place = 0; place < rows.length; place++) {
    const from = (rows[place] ?? 0) * FEATURE_COUNT;
    for (let feature = 0; feature < FEATURE_COUNT; feature++)
      columns[feature * LOOKED_AT + place] = features[from + feature] ?? 0;
  }
}
