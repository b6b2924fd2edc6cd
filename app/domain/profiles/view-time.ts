/**
 * The most seconds that a view counts. Nobody says when a page is left, only when the next one is opened: much more than this, and
 * somebody was away from the screen.
 */
export const LONGEST_VIEW_SECONDS = 10 * 60;

/** Whole seconds of a view whose page was open for so long, as they are kept: at most LONGEST_VIEW_SECONDS. */
export function secondsOfView(openMs: number): number {
  return Math.min(LONGEST_VIEW_SECONDS, Math.floor(openMs / 1_000));
}
