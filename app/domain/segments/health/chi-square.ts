/** Lanczos coefficients, g = 7, n = 9 (Godfrey's; Numerical Recipes, 3rd ed., 6.1). */
const LANCZOS = [
  0.999_999_999_999_809_9, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_1,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6,
  1.505_632_735_149_311_6e-7,
] as const;
const STEPS = 500;
const ACCURACY = 1e-14;

/**
 * The value that a chi-square variable of `degrees` degrees of freedom stays under with probability `p` (0 < p < 1): found by
 * halving, to 9 digits. `chiSquareQuantile(0.99, 9)` is 21.666 (NIST/SEMATECH e-Handbook, 1.3.6.7.4).
 */
export function chiSquareQuantile(p: number, degrees: number): number {
  let low = 0;
  let high = degrees + 10 * Math.sqrt(2 * degrees) + 50;
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (chiSquareProbability(middle, degrees) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The probability that a chi-square variable of `degrees` degrees of freedom is at most `value`: the regularized lower gamma. */
export function chiSquareProbability(value: number, degrees: number): number {
  if (value <= 0) return 0;
  const a = degrees / 2;
  const x = value / 2;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? scale * gammaSeries(a, x) : 1 - scale * gammaFraction(a, x);
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

function logGamma(z: number): number {
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z);
  const x = z - 1;
  const t = x + 7.5;
  const series = LANCZOS.reduce((sum, c, index) => (index === 0 ? c : sum + c / (x + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(series);
}
