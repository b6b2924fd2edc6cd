import type { Belief } from './belief.ts';
import { betaDensity, type Beta } from './distributions/beta.ts';
import { betaTails } from './distributions/incomplete-beta.ts';
import type { Tally } from './proportion-test.ts';

/** Every rate equally likely before the data. */
export const FLAT: Beta = { a: 1, b: 1 };

/** A rate after the data: Beta(a + successes, b + failures), for independent units. */
export function ratePosterior({ successes, units }: Tally, prior: Beta = FLAT): Beta {
  return { a: prior.a + successes, b: prior.b + units - successes };
}

export function betaBelief(beta: Beta): Belief {
  const { a, b } = beta;
  const mean = a / (a + b);
  const deviation = Math.sqrt((mean * (1 - mean)) / (a + b + 1));
  return {
    density: (x) => betaDensity(beta, x),
    below: (x) => betaTails(a, b, x).lower,
    above: (x) => betaTails(a, b, x).upper,
    range: { low: Math.max(0, mean - 12 * deviation), high: Math.min(1, mean + 12 * deviation) },
  };
}
