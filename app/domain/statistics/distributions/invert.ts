/**
 * The value between `low` and `high` at which a rising function reaches `level`: found by halving, to the last digits a number
 * holds. Gives an end of the range where the level lies beyond it.
 */
export function invert(rising: (value: number) => number, level: number, low: number, high: number): number {
  let [below, above] = [low, high];
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return middle;
    if (rising(middle) < level) below = middle;
    else above = middle;
  }
}
