import { unitsForRates } from '../../statistics/power.ts';

/**
 * Checkouts that each of two arms needs to tell a relative change of a rate (0.65 to 0.715 is 0.1) from chance, two-sided 5 %,
 * power 80 %: the two-proportion z-test with the pooled variance under no effect (Fleiss, Levin and Paik 2003, eq. 4.14 without
 * the continuity correction). Null where the changed rate leaves 0 to 1, or nothing would change. `neededPerArm(0.65, 0.1)` is 804.
 */
export function neededPerArm(baseRate: number, relativeEffect: number): number | null {
  const rate = baseRate * (1 + relativeEffect);
  if (baseRate <= 0 || rate <= 0 || rate >= 1 || relativeEffect === 0) return null;
  return Math.ceil(unitsForRates(baseRate, rate));
}

/** Weeks until both arms are filled, each checkout going to one of them. Null when no checkouts come. */
export function weeksToDetect(perArm: number, checkoutsPerWeek: number): number | null {
  return checkoutsPerWeek <= 0 ? null : (2 * perArm) / checkoutsPerWeek;
}
