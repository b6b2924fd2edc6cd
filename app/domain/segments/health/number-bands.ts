/** Counts of two samples over the same ascending bands; where any value is missing, those are a band of their own, the first. */
export interface BandCounts {
  /** The upper end of each band, included; null for the missing ones, Infinity for the last. */
  readonly ends: readonly (number | null)[];
  readonly before: readonly number[];
  readonly now: readonly number[];
}

const TENTHS = 10;

/**
 * Two samples of numbers (null = missing) over the tenths of the first: bands that hold about a tenth of it each, fewer where many
 * values are the same.
 */
export function bandCounts(before: readonly (number | null)[], now: readonly (number | null)[]): BandCounts {
  const sorted = before.filter((value) => value !== null).sort((a, b) => a - b);
  const edges = Array.from({ length: TENTHS - 1 }, (_, index) =>
    sorted.at(Math.ceil((sorted.length * (index + 1)) / TENTHS) - 1),
  ).filter((edge) => edge !== undefined);
  const isMissing = [...before, ...now].includes(null);
  const ends = [...(isMissing ? [null] : []), ...new Set(edges), Infinity];
  return { ends, before: countIn(ends, before), now: countIn(ends, now) };
}

function countIn(ends: readonly (number | null)[], values: readonly (number | null)[]): readonly number[] {
  const counts = ends.map(() => 0);
  for (const value of values) {
    const band = ends.findIndex((end) => (value === null ? end === null : end !== null && value <= end));
    counts[band] = (counts[band] ?? 0) + 1;
  }
  return counts;
}
