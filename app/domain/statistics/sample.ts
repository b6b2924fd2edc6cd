/** What a mean and its error need of a list of outcomes. */
export interface Sample {
  readonly count: number;
  readonly mean: number;
  /** Of one outcome, with n - 1; 0 for fewer than two outcomes. */
  readonly variance: number;
  /** Of freedom, of `variance`: n - 1, fewer where it is put together of strata. */
  readonly degrees: number;
}

/** In two passes, so that large amounts keep their digits. */
export function sampleOf(values: Float64Array): Sample {
  const count = values.length;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = count === 0 ? 0 : sum / count;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { count, mean, variance: count < 2 ? 0 : squares / (count - 1), degrees: count - 1 };
}

/** A sample of which only the sums were kept. */
export function sampleOfSums(count: number, sum: number, sumOfSquares: number): Sample {
  const mean = sum / count;
  const degrees = count - 1;
  return { count, mean, variance: (sumOfSquares - count * mean * mean) / degrees, degrees };
}
