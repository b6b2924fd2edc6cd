import { scoreFeatures, type Weights } from '../ranking/situations.ts';
import { FEATURE_COUNT } from '../ranking/features.ts';
import { bestRows, createScoring, type Scoring } from '../ranking/ranker.ts';
import type { Examples } from './examples.ts';

/** The candidates of examples that trees look at, with what the weights alone say of them. */
export interface LookedAt {
  /** Candidates of list l are `rows[offsets[l]]` up to `rows[offsets[l + 1]]`. */
  readonly offsets: Uint32Array;
  /** Rows of the examples' features. */
  readonly rows: Uint32Array;
  readonly baseScores: Float64Array;
  /** 1 / (right candidates of the list) for a right one, else 0. */
  readonly answers: Float32Array;
}

/** A list for each example of `chosen` whose answer is among its best; the others teach trees nothing. */
export function lookAt(examples: Examples, chosen: readonly number[], weights: Weights): LookedAt {
  const scoring = createScoring(0);
  const lists = chosen
    .map((example) => lookAtOne(examples, example, weights, scoring))
    .filter(({ right }) => right > 0);
  const offsets = new Uint32Array(lists.length + 1);
  lists.forEach(({ rows }, at) => (offsets[at + 1] = (offsets[at] ?? 0) + rows.length));
  const length = offsets[lists.length] ?? 0;
  const all = {
    offsets,
    rows: new Uint32Array(length),
    baseScores: new Float64Array(length),
    answers: new Float32Array(length),
  };
  lists.forEach(({ rows, base, first, right }, list) => {
    rows.forEach((row, place) => {
      const at = (offsets[list] ?? 0) + place;
      all.rows[at] = row;
      all.baseScores[at] = base[row - first] ?? 0;
      all.answers[at] = (examples.answers[row] ?? 0) / right;
    });
  });
  return all;
}

function lookAtOne(
  { offsets, features, answers, situations }: Examples,
  example: number,
  weights: Weights,
  scoring: Scoring,
) {
  const first = offsets[example] ?? 0;
  const own = weights[situations[example] ?? 0] ?? new Float64Array(FEATURE_COUNT);
  const base = Float64Array.from({ length: (offsets[example + 1] ?? first) - first }, (_, at) =>
    scoreFeatures(features, (first + at) * FEATURE_COUNT, own),
  );
  const rows = bestRows(base, scoring).map((at) => first + at);
  return { rows, base, first, right: rows.reduce((sum, row) => sum + (answers[row] ?? 0), 0) };
}
