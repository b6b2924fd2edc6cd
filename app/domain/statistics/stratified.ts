import type { PairedSample } from './paired-sample.ts';
import type { Sample } from './sample.ts';

/** What one arm had of one stratum. */
export interface Stratum<Part> {
  /** The stratum's share of the units of all arms, 0 to 1; those of an arm's strata sum to 1. */
  readonly share: number;
  readonly sample: Part;
}

/**
 * One sample in which each stratum counts by its share of the units of all arms, not of this arm: the mean is the sum of W_k mean_k, and
 * `variance / count` that mean's variance, the sum of W_k^2 s_k^2 / n_k (Cochran, Sampling Techniques, 3rd ed. 1977, sections 5.3 and 5.4).
 * So whatever is a function of a mean and its error goes on as it is. Where a stratum has few units, the error is known less well than so many units
 * would say: its degrees of freedom are Satterthwaite's (Cochran, section 5.4), (sum g_k)^2 / sum of g_k^2 / (n_k - 1) with g_k the stratum's part. Assumes that arms were drawn by one set of shares within a stratum; every
 * stratum has at least two units.
 */
export function stratifiedSample(strata: readonly Stratum<Sample>[]): Sample {
  const count = sumOf(strata, ({ sample }) => sample.count);
  const parts = strata.map(({ share, sample }) => (share * share * sample.variance) / sample.count);
  const variance = sumOf(parts, (part) => part);
  const spread = strata.reduce((sum, { sample }, k) => sum + (parts[k] ?? 0) ** 2 / sample.degrees, 0);
  return {
    count,
    mean: sumOf(strata, ({ share, sample }) => share * sample.mean),
    variance: count * variance,
    degrees: spread > 0 ? variance ** 2 / spread : Infinity,
  };
}

/** The same of two outcomes; a ratio of its means is Cochran's combined ratio estimate (section 6.11). */
export function stratifiedPair(strata: readonly Stratum<PairedSample>[]): PairedSample {
  const y = stratifiedSample(strata.map(({ share, sample }) => ({ share, sample: sample.y })));
  const x = stratifiedSample(strata.map(({ share, sample }) => ({ share, sample: sample.x })));
  const parts = sumOf(strata, ({ share, sample }) => (share * share * sample.covariance) / sample.y.count);
  return { y, x, covariance: y.count * parts };
}

const sumOf = <Item>(items: readonly Item[], part: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + part(item), 0);
