import { logBeta } from './log-gamma.ts';

const STEPS = 100_000;
const ACCURACY = 1e-15;
const TINY = 1e-300;

/** The regularized incomplete beta function: `lower + upper` is 1, and each keeps its own digits where it is small. */
export interface BetaTails {
  readonly lower: number;
  readonly upper: number;
}

/** Both tails at `x` (0 to 1) for a > 0 and b > 0 (Numerical Recipes, 3rd ed., 6.4: a continued fraction by Lentz's method). */
export function betaTails(a: number, b: number, x: number): BetaTails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x >= 1) return { lower: 1, upper: 0 };
  const scale = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  if (x < (a + 1) / (a + b + 2)) {
    const lower = (scale * betaFraction(a, b, x)) / a;
    return { lower, upper: 1 - lower };
  }
  const upper = (scale * betaFraction(b, a, 1 - x)) / b;
  return { lower: 1 - upper, upper };
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let product = d;
  for (let m = 1; m < STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    product *= d * c;
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < ACCURACY) break;
  }
  return product;
}

const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
