const DAY = 86_400;

/** Seconds in the unit that a person would say. */
export function formatDelay(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds <= DAY ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / DAY)} days`;
}
