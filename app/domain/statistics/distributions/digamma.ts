/** The slope of `logGamma`, z > 0; about 13 digits (Abramowitz and Stegun, 6.3.5 up to 10, then 6.3.18). `digamma(1)` is -0.5772…. */
export function digamma(z: number): number {
  let shift = 0;
  let x = z;
  for (; x < 10; x += 1) shift -= 1 / x;
  const s = 1 / (x * x);
  const tail =
    s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - (s * 691) / 32_760)))));
  return shift + Math.log(x) - 0.5 / x - tail;
}
