/**
 * The largest gap between two samples' cumulative shares, each given as counts over the same ascending bands. Over bands it is at
 * most what it would be over the values, so a gap above the critical value is one indeed. Null where a sample is empty.
 */
export function cumulativeGap(before: readonly number[], now: readonly number[]): number | null {
  const [p, q] = [cumulativeShares(before), cumulativeShares(now)];
  if (p === null || q === null) return null;
  return Math.max(...p.map((share, index) => Math.abs(share - (q[index] ?? share))));
}

/**
 * The gap that two samples of n and m from one distribution stay under with probability 1 - alpha (Kolmogorov-Smirnov, large
 * samples): sqrt(-ln(alpha / 2) / 2) sqrt((n + m) / (n m)). The factor is 1.358 at 5 %.
 */
export function criticalGap(n: number, m: number, alpha = 0.05): number {
  return Math.sqrt(-Math.log(alpha / 2) / 2) * Math.sqrt((n + m) / (n * m));
}

function cumulativeShares(counts: readonly number[]): readonly number[] | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  let sum = 0;
  return counts.map((count) => (sum += count) / all);
}
