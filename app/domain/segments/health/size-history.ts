/** What moved on one day. */
export interface DayMoves {
  readonly entered: number;
  readonly left: number;
}

/**
 * Members at the end of each day, oldest first, told backwards from how many there are now: before a day's moves there were as
 * many as after them, less those who entered, and those who left.
 */
export function sizesBackwards(membersNow: number, days: readonly DayMoves[]): readonly number[] {
  const sizes: number[] = [];
  let size = membersNow;
  for (const { entered, left } of days.toReversed()) {
    sizes.push(size);
    size += left - entered;
  }
  return sizes.reverse();
}

/** Members when each day began, for the same days. */
export function sizesAtStart(membersNow: number, days: readonly DayMoves[]): readonly number[] {
  return sizesBackwards(membersNow, days).map(
    (size, index) => size - (days[index]?.entered ?? 0) + (days[index]?.left ?? 0),
  );
}
