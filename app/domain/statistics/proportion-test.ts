import { normalQuantile, normalTail } from './distributions/normal.ts';
import type { Interval } from './interval.ts';

/** How many of how many. */
export interface Tally {
  readonly successes: number;
  readonly units: number;
}

export interface ProportionTest {
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
  readonly interval: Interval;
}

/**
 * Two rates for one look: z with the pooled variance, without continuity correction (Fleiss, Levin and Paik 2003, 3.1), and
 * Newcombe's interval of `a - b`. Assumes independent units, with some successes and failures in each arm.
 */
export function proportionTest(a: Tally, b: Tally, alpha = 0.05): ProportionTest {
  const pooled = (a.successes + b.successes) / (a.units + b.units);
  const standardError = Math.sqrt(pooled * (1 - pooled) * (1 / a.units + 1 / b.units));
  const difference = a.successes / a.units - b.successes / b.units;
  const z = standardError === 0 ? 0 : difference / standardError;
  return { z, p: 2 * normalTail(Math.abs(z)), interval: newcombeInterval(a, b, alpha) };
}

/** Newcombe 1998, method 10: from the Wilson limits of each rate; stays inside -1 to 1, and good for rates near 0. */
export function newcombeInterval(a: Tally, b: Tally, alpha = 0.05): Interval {
  const [p, q] = [a.successes / a.units, b.successes / b.units];
  const [ofP, ofQ] = [wilsonInterval(a, alpha), wilsonInterval(b, alpha)];
  return {
    low: p - q - Math.hypot(p - ofP.low, ofQ.high - q),
    high: p - q + Math.hypot(ofP.high - p, q - ofQ.low),
  };
}

/** Wilson 1927: the rates that a z test would not refuse. */
export function wilsonInterval({ successes, units }: Tally, alpha = 0.05): Interval {
  const z = normalQuantile(1 - alpha / 2);
  const rate = successes / units;
  const middle = (rate + (z * z) / (2 * units)) / (1 + (z * z) / units);
  const half =
    (z * Math.sqrt((rate * (1 - rate)) / units + (z * z) / (4 * units * units))) / (1 + (z * z) / units);
  return { low: middle - half, high: middle + half };
}
