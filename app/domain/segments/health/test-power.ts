/** Two-sided 5 % and power 80 %, as quantiles of the normal distribution. */
const Z_SIGNIFICANCE = 1.959_963_985;
const Z_POWER = 0.841_621_234;

/**
 * Checkouts that each of two arms needs to tell a relative change of a rate (0.65 to 0.715 is 0.1) from chance, two-sided 5 %,
 * power 80 %: the two-proportion z-test with the pooled variance under no effect (Fleiss, Levin and Paik 2003, eq. 4.14 without
 * the continuity correction). Null where the changed rate leaves 0 to 1, or nothing would change. `neededPerArm(0.65, 0.1)` is 804.
 */
export function neededPerArm(baseRate: number, relativeEffect: number): number | null {
  const rate = baseRate * (1 + relativeEffect);
  if (baseRate <= 0 || rate <= 0 || rate >= 1 || relativeEffect === 0) return null;
  const pooled = (baseRate + rate) / 2;
  const apart = Z_SIGNIFICANCE * Math.sqrt(2 * pooled * (1 - pooled));
  const together = Z_POWER * Math.sqrt(baseRate * (1 - baseRate) + rate * (1 - rate));
  return Math.ceil(((apart + together) / (rate - baseRate)) ** 2);
}

/** Weeks until both arms are filled, each checkout going to one of them. Null when no checkouts come. */
export function weeksToDetect(perArm: number, checkoutsPerWeek: number): number | null {
  return checkoutsPerWeek <= 0 ? null : (2 * perArm) / checkoutsPerWeek;
}
