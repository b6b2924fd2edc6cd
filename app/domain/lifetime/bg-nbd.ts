import { fail, ok, type Result } from '../kernel/result.ts';
import { hypergeometric } from '../statistics/distributions/hypergeometric.ts';
import { logGamma } from '../statistics/distributions/log-gamma.ts';
import { minimise, type Minimum } from '../statistics/minimise.ts';
import type { PurchaseSummary } from './purchase-summary.ts';

/**
 * How customers buy and stop (Fader, Hardie and Lee, "Counting Your Customers" the Easy Way, Marketing Science 2005): while alive, each buys at
 * a rate of their own, Gamma(r, alpha) over customers, and stops after a purchase with a chance of their own, Beta(a, b). Assumes that rates and
 * chances do not change with time or season and have nothing to do with one another, and that nobody comes back.
 */
export interface BgNbd {
  readonly r: number;
  /** In the unit of time of the customers. */
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

export interface BgNbdFit extends BgNbd {
  readonly logLikelihood: number;
}

type Timed = Pick<PurchaseSummary, 'repeats' | 'lastAt' | 'age'>;

const LEAST_CUSTOMERS = 50;
const LEAST_REPEATERS = 20;
/**
 * Logarithms of r, alpha, a / b and a + b are sought within this much of 0. A shop whose customers hardly differ in their rates or chances has
 * its greatest likelihood at an edge, and the model there says so: of one rate, or one chance, for all.
 */
const FARTHEST = [7, 14, 14, 7] as const;

/** Customers who stop often, seldom, and hardly ever; each end is a start again, for a simplex may rest too early. */
const STARTS = [
  [0, 0, 0, 0],
  [0, 2, -3, 3],
  [0, 2, -8, 1],
] as const;

/** The model of greatest likelihood, or why the customers do not give one. The same customers in any order give the same model. */
export function fitBgNbd(customers: readonly Timed[]): Result<BgNbdFit, string> {
  const repeaters = customers.filter(({ repeats }) => repeats > 0).length;
  if (customers.length < LEAST_CUSTOMERS || repeaters < LEAST_REPEATERS)
    return fail(
      `Not enough data: ${LEAST_CUSTOMERS} customers and ${LEAST_REPEATERS} who bought again are needed, found ${customers.length} and ${repeaters}.`,
    );
  const unit = customers.reduce((most, { age }) => Math.max(most, age), 0) / 10;
  const table = countAlike(customers, unit);
  const [found] = STARTS.map((start) => minimise((logs) => -logLikelihood(table, modelAt(logs)), start))
    .map(({ at }) => minimise((logs) => -logLikelihood(table, modelAt(logs)), at))
    .sort((one, other) => one.value - other.value) as [Minimum];
  if (!found.isConverged)
    return fail('These customers do not tell how they buy: the likelihood has no maximum.');
  const { r, alpha, a, b } = modelAt(found.at);
  const scaled = table.repeats.reduce((sum, repeats, at) => sum + repeats * (table.counts[at] ?? 0), 0);
  return ok({ r, alpha: alpha * unit, a, b, logLikelihood: -found.value - scaled * Math.log(unit) });
}

function modelAt(logs: readonly number[]): BgNbd {
  const [r, alpha, ratio, size] = FARTHEST.map((most, at) =>
    Math.exp(Math.max(-most, Math.min(most, logs[at] ?? 0))),
  ) as [number, number, number, number];
  return { r, alpha, a: (size * ratio) / (1 + ratio), b: size / (1 + ratio) };
}

/** Customers with the same numbers once, with how many they are; times in units that make them small. */
interface Alike {
  readonly repeats: Float64Array;
  readonly lastAt: Float64Array;
  readonly age: Float64Array;
  readonly counts: Float64Array;
  readonly mostRepeats: number;
}

function countAlike(customers: readonly Timed[], unit: number): Alike {
  const counts = new Map<string, { readonly customer: Timed; count: number }>();
  for (const customer of customers) {
    const key = `${customer.repeats} ${customer.lastAt} ${customer.age}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { customer, count: 1 });
  }
  const rows = [...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return {
    repeats: Float64Array.from(rows, ({ customer }) => customer.repeats),
    lastAt: Float64Array.from(rows, ({ customer }) => customer.lastAt / unit),
    age: Float64Array.from(rows, ({ customer }) => customer.age / unit),
    counts: Float64Array.from(rows, ({ count }) => count),
    mostRepeats: rows.reduce((most, { customer }) => Math.max(most, customer.repeats), 0),
  };
}

/** Equation 6 of the paper, in logarithms. What depends on the number of repeats alone is worked out once for each number. */
function logLikelihood(
  { repeats, lastAt, age, counts, mostRepeats }: Alike,
  { r, alpha, a, b }: BgNbd,
): number {
  const ofRepeats = Float64Array.from(
    { length: mostRepeats + 1 },
    (_, x) =>
      logGamma(r + x) -
      logGamma(r) +
      r * Math.log(alpha) +
      logGamma(a + b) +
      logGamma(b + x) -
      logGamma(b) -
      logGamma(a + b + x),
  );
  let sum = 0;
  for (let at = 0; at < counts.length; at++) {
    const x = repeats[at] ?? 0;
    const alive = -(r + x) * Math.log(alpha + (age[at] ?? 0));
    const stopped =
      x === 0 ? -Infinity : Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + (lastAt[at] ?? 0));
    const most = Math.max(alive, stopped);
    const either = most + Math.log(Math.exp(alive - most) + Math.exp(stopped - most));
    sum += (counts[at] ?? 0) * ((ofRepeats[x] ?? 0) + either);
  }
  return sum;
}

/** The chance that the customer has not stopped; 1 without a repeat, for the model lets nobody stop before. */
export function aliveProbability(model: BgNbd, customer: Timed): number {
  return 1 / (1 + stoppedOdds(model, customer));
}

function stoppedOdds({ r, alpha, a, b }: BgNbd, { repeats, lastAt, age }: Timed): number {
  return repeats === 0 ? 0 : (a / (b + repeats - 1)) * ((alpha + age) / (alpha + lastAt)) ** (r + repeats);
}

/**
 * Purchases expected of the customer in the next `span` of time: equation 10 of the paper. Its hypergeometric function is transformed by Euler's
 * rule where that makes its series grow less.
 */
export function expectedPurchases(model: BgNbd, customer: Timed, span: number): number {
  return expectedFrom(model, customer, span) / (1 + stoppedOdds(model, customer));
}

/** Purchases expected after the first of a customer nothing else is known of, within `span` of it: equation 9. */
export function expectedOfNewcomer(model: BgNbd, span: number): number {
  return expectedFrom(model, { repeats: 0, lastAt: 0, age: 0 }, span);
}

function expectedFrom({ r, alpha, a: given, b }: BgNbd, { repeats, age }: Timed, span: number): number {
  const a = Math.abs(given - 1) < 1e-7 ? 1 + 1e-7 : given;
  const c = a + b + repeats - 1;
  const bought = r + repeats;
  const z = span / (alpha + age + span);
  const left =
    a - 1 < bought
      ? (1 - z) ** (a - 1) * hypergeometric(c - bought, a - 1, c, z)
      : (1 - z) ** bought * hypergeometric(bought, b + repeats, c, z);
  return Math.max(0, (c / (a - 1)) * (1 - left));
}
