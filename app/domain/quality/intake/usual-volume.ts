/** How many deliveries are usual for a span of time. */
export interface UsualVolume {
  readonly low: number;
  readonly high: number;
}

/** Standard deviations by which chance alone may leave what was seen. */
const DEVIATIONS = 2;

/**
 * What the same hours of past weeks brought, from the fewest to the most, each widened by two standard deviations of a Poisson count
 * (the square root of the count): so that a shop of few orders raises no alarm every other day. Null without a past week.
 */
export function usualVolume(pastWeeks: readonly number[]): UsualVolume | null {
  if (pastWeeks.length === 0) return null;
  const fewest = Math.min(...pastWeeks);
  const most = Math.max(...pastWeeks);
  return {
    low: Math.max(0, Math.floor(fewest - DEVIATIONS * Math.sqrt(fewest))),
    high: Math.ceil(most + DEVIATIONS * Math.sqrt(Math.max(1, most))),
  };
}
