/** What is believed of a figure after the data: enough to compare arms. */
export interface Belief {
  density(x: number): number;
  /** The chance that the figure is below x, and above it, each with its own digits. */
  below(x: number): number;
  above(x: number): number;
  /** A range outside which nothing is left that counts. */
  readonly range: { readonly low: number; readonly high: number };
}
