import { logGamma } from './log-gamma.ts';

const STEPS = 10_000;
const ACCURACY = 1e-15;

/** The regularized incomplete gamma function: `lower + upper` is 1, and each keeps its own digits where it is small. */
export interface GammaTails {
  readonly lower: number;
  readonly upper: number;
}

/** Both tails at `x` for shape a > 0 (Numerical Recipes, 3rd ed., 6.2: a series below a + 1, a continued fraction above). */
export function gammaTails(a: number, x: number): GammaTails {
  if (x <= 0) return { lower: 0, upper: 1 };
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    const lower = scale * gammaSeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = scale * gammaFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** Sum of x^n / (a (a+1) .. (a+n)): converges fast below a + 1. */
function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < STEPS && Math.abs(term) > Math.abs(sum) * ACCURACY; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** The continued fraction of the upper gamma by Lentz's method: converges fast above a + 1. */
function gammaFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let product = d;
  for (let n = 1; n < STEPS; n += 1) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / nonZero(an * d + b, tiny);
    c = nonZero(b + an / c, tiny);
    product *= d * c;
    if (Math.abs(d * c - 1) < ACCURACY) break;
  }
  return product;
}

const nonZero = (value: number, tiny: number): number => (Math.abs(value) < tiny ? tiny : value);
