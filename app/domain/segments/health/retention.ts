/**
 * Share of members that leave in a day: exits over member days, each day by its members at the start. Null where no member was
 * there to leave.
 */
export function dailyExit(left: number, memberDays: number): number | null {
  return memberDays === 0 ? null : Math.min(1, left / memberDays);
}

/**
 * Days until half of the members have left, where each day the same share of those left goes: ln 2 / -ln(1 - share). Null where
 * none leave; 0 where all leave within a day. `halfLifeDays(0.1)` is 6.58.
 */
export function halfLifeDays(exitShare: number): number | null {
  if (exitShare <= 0) return null;
  return exitShare >= 1 ? 0 : Math.LN2 / -Math.log1p(-exitShare);
}

/** (entered + left) / mean size, the form other products show; null without members. */
export function volatility(entered: number, left: number, meanSize: number): number | null {
  return meanSize === 0 ? null : (entered + left) / meanSize;
}
