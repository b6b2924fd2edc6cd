import { FEATURE_COUNT } from '../ranking/features.ts';

/** Feature values as small numbers: what trees are grown on. */
export interface Bins {
  /** By feature, ascending: a value at or above `cuts[b]` is in bin b + 1 or a later one. */
  readonly cuts: readonly Float32Array[];
  /** By feature, by row. */
  readonly columns: readonly Uint8Array[];
}

const MOST_BINS = 32;
const SAMPLED = 4_000;

/** Cuts at the quantiles of a sample of the rows. A feature that never varies has no cut. */
export function binFeatures(features: Float32Array, rows: Uint32Array): Bins {
  const cuts = Array.from({ length: FEATURE_COUNT }, (_, feature) => quantiles(features, rows, feature));
  const columns = cuts.map((own, feature) =>
    Uint8Array.from(rows, (row) => binOf(own, features[row * FEATURE_COUNT + feature] ?? 0)),
  );
  return { cuts, columns };
}

function quantiles(features: Float32Array, rows: Uint32Array, feature: number): Float32Array {
  const count = Math.min(SAMPLED, rows.length);
  const sample = Float32Array.from({ length: count }, (_, at) => {
    const row = rows[Math.floor((at * rows.length) / count)] ?? 0;
    return features[row * FEATURE_COUNT + feature] ?? 0;
  }).sort();
  const found: number[] = [];
  for (let bin = 1; bin < MOST_BINS; bin++) {
    const value = sample[Math.floor((bin * count) / MOST_BINS)] ?? 0;
    if (value > (found.at(-1) ?? sample[0] ?? 0)) found.push(value);
  }
  return Float32Array.from(found);
}

function binOf(cuts: Float32Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value >= (cuts[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
