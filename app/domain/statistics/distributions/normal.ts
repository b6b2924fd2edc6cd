import { gammaTails } from './incomplete-gamma.ts';
import { invert } from './invert.ts';

/** Beyond it the tail is smaller than the smallest number. */
const FARTHEST = 38.6;

/** The density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/** The probability that a standard normal variable is above `z`, exact to about 13 digits however small. */
export function normalTail(z: number): number {
  const { lower, upper } = gammaTails(0.5, 0.5 * z * z);
  return z >= 0 ? 0.5 * upper : 0.5 + 0.5 * lower;
}

/** The probability that a standard normal variable is at most `z`. `normalProbability(1.96)` is 0.975. */
export function normalProbability(z: number): number {
  return normalTail(-z);
}

/** The value that a standard normal variable stays under with probability `p`; `normalQuantile(0.975)` is 1.959963985. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  return invert(normalProbability, p, -FARTHEST, 0);
}
