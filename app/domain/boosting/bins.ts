/** Feature values as small numbers: what trees are grown on. */
export interface Bins {
  /** By feature, ascending: a value at or above `cuts[b]` is in bin b + 1 or a later one. */
  readonly cuts: readonly Float32Array[];
  /** By feature, by row. */
  readonly columns: readonly Uint8Array[];
}

const MOST_BINS = 32;
const SAMPLED = 4_000;

/**
 * Cuts at the quantiles of a sample of the rows, of which each has `width` features in `features`. A feature that never varies has no
 * cut.
 */
export function binFeatures(features: Float32Array, rows: Uint32Array, width: number): Bins {
  const at = (row: number, feature: number) => features[row * width + feature] ?? 0;
  const cuts = Array.from({ length: width }, (_, feature) => {
    const count = Math.min(SAMPLED, rows.length);
    const place = (sample: number) => rows[Math.floor((sample * rows.length) / count)] ?? 0;
    return quantileCuts(Float32Array.from({ length: count }, (_, sample) => at(place(sample), feature)));
  });
  return {
    cuts,
    columns: cuts.map((own, feature) => Uint8Array.from(rows, (row) => binOf(own, at(row, feature)))),
  };
}

/** Cuts into at most `most` bins of about equally many of the values; fewer where many are equal. */
export function quantileCuts(values: Float32Array, most: number = MOST_BINS): Float32Array {
  const sorted = values.toSorted();
  const found: number[] = [];
  for (let bin = 1; bin < most; bin++) {
    const value = sorted[Math.floor((bin * sorted.length) / most)] ?? 0;
    if (value > (found.at(-1) ?? sorted[0] ?? 0)) found.push(value);
  }
  return Float32Array.from(found);
}

/** How many of the cuts a value has reached. */
export function binOf(cuts: Float32Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value >= (cuts[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
