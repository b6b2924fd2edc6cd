const MOST_TERMS = 20_000;
const PRECISION = 1e-14;

/** Gauss's hypergeometric function 2F1(a, b; c; z) by its series, 0 <= z < 1; c is no whole number of 0 or less. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < MOST_TERMS; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (Math.abs(term) <= PRECISION * Math.abs(sum)) break;
  }
  return sum;
}
