const LATEST = 604_800;

/** Upper ends, in seconds, of the spans that lateness is counted in; what is later is counted in one more. */
export const LATENESS_BOUNDS = [1, 5, 30, 120, 600, 3_600, 21_600, 86_400, LATEST] as const;

/** Deliveries by span of lateness: one count more than there are bounds. */
export type LatenessCounts = readonly number[];

/**
 * Seconds within which `share` (0 to 1) of the deliveries came: the upper end of the span that holds that one, so never too little.
 * A week also where it came later than that; null where there are none.
 */
export function latenessWithin(counts: LatenessCounts, share: number): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const wanted = Math.ceil(share * all);
  let reached = 0;
  for (const [span, count] of counts.entries()) {
    reached += count;
    if (reached >= wanted) return LATENESS_BOUNDS[span] ?? LATEST;
  }
  return LATEST;
}

/** Counts of the same spans, added up. */
export function addLateness(one: LatenessCounts, other: LatenessCounts): LatenessCounts {
  return Array.from(
    { length: LATENESS_BOUNDS.length + 1 },
    (_, span) => (one[span] ?? 0) + (other[span] ?? 0),
  );
}
