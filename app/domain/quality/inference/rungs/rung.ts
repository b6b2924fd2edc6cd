import type { Encoded, Feature } from '../features.ts';

/** Rows with known answers. */
export interface Examples {
  readonly features: readonly Feature[];
  readonly rows: readonly Encoded[];
  /** By row, a class from 0 up to `classes`. */
  readonly answers: Uint8Array;
  readonly classes: number;
}

/** Probabilities of the classes; each over 0, together 1. */
export type Scorer = (row: Encoded) => Float64Array;

export function subset({ rows, answers, ...rest }: Examples, places: readonly number[]): Examples {
  return {
    ...rest,
    rows: places.flatMap((place) => rows[place] ?? []),
    answers: Uint8Array.from(places, (place) => answers[place] ?? 0),
  };
}

/** The first four fifths, and the last fifth to choose something by. */
export function holdBackLastFifth(examples: Examples): readonly [Examples, Examples] {
  const places = examples.rows.map((_, at) => at);
  const cut = Math.floor(0.8 * places.length);
  return [subset(examples, places.slice(0, cut)), subset(examples, places.slice(cut))];
}

/** Probabilities in proportion to the exponentials of `scores`, in place. */
export function softmax(scores: Float64Array): Float64Array {
  const most = scores.reduce((high, score) => Math.max(high, score), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let at = 0; at < scores.length; at++) {
    const weight = Math.exp((scores[at] ?? 0) - most);
    scores[at] = weight;
    sum += weight;
  }
  return scores.map((weight) => weight / sum);
}
