import { sampleOf, sampleOfSums, type Sample } from './sample.ts';

/** Two outcomes of the same units, with how they move together. */
export interface PairedSample {
  readonly y: Sample;
  readonly x: Sample;
  /** With n - 1. */
  readonly covariance: number;
}

/** Both lists hold one outcome a unit, in the same order. `sample` may know a list from before. */
export function pairedSampleOf(
  ys: Float64Array,
  xs: Float64Array,
  sample: (values: Float64Array) => Sample = sampleOf,
): PairedSample {
  const [y, x] = [sample(ys), sample(xs)];
  let products = 0;
  for (let index = 0; index < ys.length; index += 1)
    products += ((ys[index] ?? 0) - y.mean) * ((xs[index] ?? 0) - x.mean);
  return { y, x, covariance: ys.length < 2 ? 0 : products / (ys.length - 1) };
}

/** Sums over the units of one sample: of y, of x, of their squares and of their products. */
export interface PairedSums {
  readonly count: number;
  readonly y: number;
  readonly x: number;
  readonly yy: number;
  readonly xx: number;
  readonly xy: number;
}

export function pairedSampleOfSums({ count, y, x, yy, xx, xy }: PairedSums): PairedSample {
  const covariance = (xy - (x * y) / count) / (count - 1);
  return { y: sampleOfSums(count, y, yy), x: sampleOfSums(count, x, xx), covariance };
}
