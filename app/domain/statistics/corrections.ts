/** Adjusted p values for several questions asked at once, in the order of the questions; compare each with alpha. */

/** Holds the chance of any false finding at alpha, whatever the questions share (Holm 1979). */
export function holm(ps: readonly number[]): readonly number[] {
  const adjusted = [...ps];
  let largest = 0;
  ascending(ps).forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, (ps[index] ?? 1) * (ps.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}

/** The same, simpler and weaker: every p times how many there are. */
export function bonferroni(ps: readonly number[]): readonly number[] {
  return ps.map((p) => Math.min(1, p * ps.length));
}

/** Holds the expected share of false findings among all findings at alpha (Benjamini and Hochberg 1995). */
export function benjaminiHochberg(ps: readonly number[]): readonly number[] {
  const adjusted = [...ps];
  let smallest = 1;
  ascending(ps)
    .toReversed()
    .forEach((index, fromLast) => {
      smallest = Math.min(smallest, ((ps[index] ?? 1) * ps.length) / (ps.length - fromLast));
      adjusted[index] = smallest;
    });
  return adjusted;
}

function ascending(ps: readonly number[]): readonly number[] {
  return ps.map((_, index) => index).sort((a, b) => (ps[a] ?? 0) - (ps[b] ?? 0));
}
