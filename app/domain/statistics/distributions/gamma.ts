import { gammaTails } from './incomplete-gamma.ts';

/** A gamma distribution: what is believed of a rate of events. Its mean is shape / rate. */
export interface Gamma {
  readonly shape: number;
  readonly rate: number;
}

/** The probability that the variable is at most `x`. */
export function gammaProbability({ shape, rate }: Gamma, x: number): number {
  return gammaTails(shape, rate * x).lower;
}
