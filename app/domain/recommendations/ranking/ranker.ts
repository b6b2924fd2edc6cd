import { clear, createBestFirst, offer, type BestFirst } from '../models/best-first.ts';
import { FEATURE_COUNT } from './features.ts';
import { handSetWeights, scoreFeatures, type Weights } from './situations.ts';
import { addTrees, createColumns, LOOKED_AT, type Trees } from './trees.ts';

/** How candidates become log odds: weights for each situation and, where they earned it, trees on top. */
export interface Ranker {
  readonly weights: Weights;
  readonly trees: Trees | null;
}

/** What ranks in a shop without enough orders to learn from. */
export function handSetRanker(): Ranker {
  return { weights: handSetWeights(), trees: null };
}

/** The arrays that scoring works in; the next scoring uses them again. */
export interface Scoring {
  readonly logOdds: Float64Array;
  readonly looked: BestFirst;
  readonly lookedOdds: Float64Array;
  readonly columns: Float32Array;
}

/** Room for `rows` candidates. */
export function createScoring(rows: number): Scoring {
  return {
    logOdds: new Float64Array(rows),
    looked: createBestFirst(LOOKED_AT),
    lookedOdds: new Float64Array(LOOKED_AT),
    columns: createColumns(),
  };
}

/**
 * Log odds of the candidates of one question, up to what all share; good until the next call. Trees look at the best by weights alone; the
 * others stay behind those, in the order that the weights give.
 */
export function scoreRows(
  { weights, trees }: Ranker,
  situation: number,
  features: Float32Array,
  length: number,
  scoring: Scoring,
): Float64Array {
  const own = weights[situation] ?? new Float64Array(FEATURE_COUNT);
  const logOdds = scoring.logOdds.subarray(0, length);
  for (let row = 0; row < length; row++) logOdds[row] = scoreFeatures(features, row * FEATURE_COUNT, own);
  if (trees !== null) lookClosely(trees, features, logOdds, scoring);
  return logOdds;
}

/** The best LOOKED_AT rows by weights alone, the last of them first; of equal scores the first. Good until the next call. */
export function bestRows(baseScores: Float64Array, { looked }: Scoring): Uint32Array {
  clear(looked);
  for (let row = 0; row < baseScores.length; row++) offer(looked, row, baseScores[row] ?? 0);
  return looked.ids.subarray(0, looked.length);
}

function lookClosely(trees: Trees, features: Float32Array, logOdds: Float64Array, scoring: Scoring): void {
  const rows = bestRows(logOdds, scoring);
  const lookedOdds = scoring.lookedOdds.subarray(0, rows.length);
  for (let place = 0; place < rows.length; place++) lookedOdds[place] = logOdds[rows[place] ?? 0] ?? 0;
  const last = lookedOdds[0] ?? 0;
  addTrees(trees, features, rows, lookedOdds, scoring.columns);
  let least = Number.POSITIVE_INFINITY;
  for (let place = 0; place < rows.length; place++) least = Math.min(least, lookedOdds[place] ?? 0);
  const behind = Math.max(0, last - least);
  for (let row = 0; row < logOdds.length; row++) logOdds[row] = (logOdds[row] ?? 0) - behind;
  for (let place = 0; place < rows.length; place++) logOdds[rows[place] ?? 0] = lookedOdds[place] ?? 0;
}
