import { gammaTails } from './incomplete-gamma.ts';
import { invert } from './invert.ts';

/**
 * The value that a chi-square variable of `degrees` degrees of freedom stays under with probability `p` (0 < p < 1).
 * `chiSquareQuantile(0.99, 9)` is 21.666 (NIST/SEMATECH e-Handbook, 1.3.6.7.4).
 */
export function chiSquareQuantile(p: number, degrees: number): number {
  const high = degrees + 10 * Math.sqrt(2 * degrees) + 50;
  return invert((value) => chiSquareProbability(value, degrees), p, 0, high);
}

/** The probability that a chi-square variable of `degrees` degrees of freedom is at most `value`. */
export function chiSquareProbability(value: number, degrees: number): number {
  return gammaTails(degrees / 2, value / 2).lower;
}

/** The probability that it is above `value`, exact to the last digits however small: the p value of a chi-square test. */
export function chiSquareTail(value: number, degrees: number): number {
  return gammaTails(degrees / 2, value / 2).upper;
}
