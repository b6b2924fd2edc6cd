import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURE_COUNT } from '#app/domain/recommendations/ranking/features.ts';
import {
  addTrees,
  createColumns,
  LOOKED_AT,
  TREE_DEPTH,
  type Trees,
} from '#app/domain/recommendations/ranking/trees.ts';

const aSmallNumber = fc.integer({ min: -3, max: 3 });

const someTrees = fc
  .array(
    fc.record({
      features: fc.array(fc.nat(FEATURE_COUNT - 1), { minLength: TREE_DEPTH, maxLength: TREE_DEPTH }),
      thresholds: fc.array(fc.oneof(aSmallNumber, fc.constant(Infinity)), {
        minLength: TREE_DEPTH,
        maxLength: TREE_DEPTH,
      }),
    }),
    { maxLength: 8 },
  )
  .map((trees): Trees => ({
    features: Uint8Array.from(trees.flatMap(({ features }) => features)),
    thresholds: Float32Array.from(trees.flatMap(({ thresholds }) => thresholds)),
    leaves: Float64Array.from({ length: trees.length << TREE_DEPTH }, (_, at) => at + 1),
  }));

/** Question by question, as the definition says it. */
function walk({ features, thresholds, leaves }: Trees, candidate: readonly number[]): number {
  let sum = 0;
  for (let tree = 0; tree * TREE_DEPTH < features.length; tree++) {
    let leaf = 0;
    for (let level = tree * TREE_DEPTH; level < (tree + 1) * TREE_DEPTH; level++)
      leaf = 2 * leaf + ((candidate[features[level] ?? 0] ?? 0) < (thresholds[level] ?? 0) ? 0 : 1);
    sum += leaves[(tree << TREE_DEPTH) + leaf] ?? 0;
  }
  return sum;
}

describe('addTrees', () => {
  it('adds to each candidate the leaves that its answers lead to', () => {
    const aCandidate = fc.array(aSmallNumber, { minLength: FEATURE_COUNT, maxLength: FEATURE_COUNT });
    fc.assert(
      fc.property(someTrees, fc.array(aCandidate, { maxLength: LOOKED_AT }), (trees, candidates) => {
        const rows = Uint32Array.from(candidates.keys()).reverse();
        const scores = new Float64Array(rows.length).fill(0.5);
        addTrees(trees, Float32Array.from(candidates.flat()), rows, scores, createColumns());
        expect([...scores]).toEqual([...rows].map((row) => 0.5 + walk(trees, candidates[row] ?? [])));
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});
