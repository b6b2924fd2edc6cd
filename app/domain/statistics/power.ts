/** Units in each of two arms of one size, for a two-sided test with one look. */
import { normalQuantile } from './distributions/normal.ts';

export interface TestDesign {
  /** Two-sided. */
  readonly alpha: number;
  /** Chance to find an effect that is there. */
  readonly power: number;
}

/** The customary one. */
export const DESIGN: TestDesign = { alpha: 0.05, power: 0.8 };

/**
 * To tell a rate from another: the z test with the pooled variance under no effect (Fleiss, Levin and Paik 2003, eq. 4.14 without
 * the continuity correction). `unitsForRates(0.1, 0.11)` is 14,750.79.
 */
export function unitsForRates(rate: number, other: number, design: TestDesign = DESIGN): number {
  const { zAlpha, zPower } = quantiles(design);
  const pooled = (rate + other) / 2;
  const apart = zAlpha * Math.sqrt(2 * pooled * (1 - pooled));
  const together = zPower * Math.sqrt(rate * (1 - rate) + other * (1 - other));
  return ((apart + together) / (other - rate)) ** 2;
}

/**
 * To tell means that differ by `difference` where one outcome has the standard deviation `deviation`: 2 (z_a + z_b)^2 s^2 / d^2,
 * plus z_a^2 / 4 for the t test (Guenther 1981).
 */
export function unitsForMeans(difference: number, deviation: number, design: TestDesign = DESIGN): number {
  const { zAlpha, zPower } = quantiles(design);
  return 2 * (((zAlpha + zPower) * deviation) / difference) ** 2 + zAlpha ** 2 / 4;
}

function quantiles({ alpha, power }: TestDesign): { zAlpha: number; zPower: number } {
  return { zAlpha: normalQuantile(1 - alpha / 2), zPower: normalQuantile(power) };
}
