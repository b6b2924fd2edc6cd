import { betaTails } from './incomplete-beta.ts';
import { invert } from './invert.ts';

/** The probability that a t variable of `degrees` degrees of freedom is farther from 0 than `t`: a two-sided p value. */
export function studentTwoSided(t: number, degrees: number): number {
  const square = t * t;
  const [far, near] = [square / (degrees + square), degrees / (degrees + square)];
  return far < near ? betaTails(0.5, degrees / 2, far).upper : betaTails(degrees / 2, 0.5, near).lower;
}

/**
 * The t that is passed on either side with probability `alpha` in all. `studentCritical(0.05, 10)` is 2.228 (NIST/SEMATECH
 * e-Handbook, 1.3.6.7.2).
 */
export function studentCritical(alpha: number, degrees: number): number {
  let high = 2;
  while (studentTwoSided(high, degrees) > alpha) high *= 2;
  return invert((t) => -studentTwoSided(t, degrees), -alpha, 0, high);
}
