/** A range that holds the truth with a stated probability. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}
