/** The middle one of an odd number of values; of an even number the higher of the two; 0 of none. */
export function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
