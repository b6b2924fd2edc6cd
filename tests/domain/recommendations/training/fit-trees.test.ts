import { describe, expect, it } from 'vitest';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { FEATURE_COUNT } from '#app/domain/recommendations/ranking/features.ts';
import { handSetWeights } from '#app/domain/recommendations/ranking/situations.ts';
import { addTrees, createColumns, type Trees } from '#app/domain/recommendations/ranking/trees.ts';
import type { Examples } from '#app/domain/recommendations/training/examples.ts';
import { fitTrees } from '#app/domain/recommendations/training/fit-trees.ts';
import { lookAt } from '#app/domain/recommendations/training/looked-at.ts';

const LISTS = 150;
const EACH = 8;

/** The right one of eight is in the middle third of feature 3, the others are outside of it: no weight can say so. */
function middleExamples(seed: number): Examples {
  const random = seededRandom(seed);
  const rows = LISTS * EACH;
  const features = new Float32Array(rows * FEATURE_COUNT);
  const answers = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const isRight = row % EACH === 2;
    const third = isRight ? 1 : random() < 0.5 ? 0 : 2;
    features[row * FEATURE_COUNT + 3] = (third + random()) / 3;
    features[row * FEATURE_COUNT + 5] = random();
    answers[row] = isRight ? 1 : 0;
  }
  return {
    offsets: Uint32Array.from({ length: LISTS + 1 }, (_, list) => list * EACH),
    features,
    answers,
    situations: new Uint8Array(LISTS),
    orders: new Uint32Array(LISTS),
    missed: new Uint32Array(0),
  };
}

const everything = Array.from({ length: LISTS }, (_, list) => list);
const treesOf = (examples: Examples) => fitTrees(examples, lookAt(examples, everything, handSetWeights()));

const scoreOf = (trees: Trees, features: Float32Array, row: number) => {
  const scores = new Float64Array(1);
  addTrees(trees, features, Uint32Array.of(row), scores, createColumns());
  return scores[0] ?? 0;
};

describe('fitTrees', () => {
  it('finds what no weight can say, on lists it did not see', () => {
    const trees = treesOf(middleExamples(1));
    const { features, answers } = middleExamples(2);
    const meanOf = (isRight: boolean) => {
      const scores = [...answers.keys()]
        .filter((row) => (answers[row] ?? 0) > 0 === isRight)
        .map((row) => scoreOf(trees, features, row));
      return scores.reduce((sum, score) => sum + score, 0) / scores.length;
    };
    expect(meanOf(true)).toBeGreaterThan(meanOf(false) + 0.9);
  });

  it('gives the same trees for the same examples', () => {
    expect(treesOf(middleExamples(1))).toEqual(treesOf(middleExamples(1)));
  });

  it('grows none where nothing varies', () => {
    const examples = middleExamples(1);
    const { features } = treesOf({ ...examples, features: examples.features.map(() => 1) });
    expect(features).toHaveLength(0);
  });
});
