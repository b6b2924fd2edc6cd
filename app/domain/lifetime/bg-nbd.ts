import { fail, ok, type Result } from '../kernel/result.ts';
import { hypergeometric } from '../statistics/distributions/hypergeometric.ts';
import { boundedHeight, boundedPoint, maximise, standardErrorsAt } from '../statistics/maximise.ts';
import { countAlike, type Timed } from './alike-customers.ts';
import { bgNbdHeight } from './bg-nbd-likelihood.ts';

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
  /**
   * Standard errors of the logarithms of r, alpha, a and b, about the share by which each may be off; null where the customers do not bound
   * one of them.
   */
  readonly logErrors: BgNbd | null;
}

const LEAST_CUSTOMERS = 50;
const LEAST_REPEATERS = 20;
/**
 * The logarithms of r, alpha, a and b are sought from LEAST to MOST. A shop whose customers hardly differ in their rates or chances has its
 * greatest likelihood at an edge, and the model there says so: of one rate, or one chance, for all.
 */
const LEAST = -12;
const MOST = [8, 16, 8, 8];

/** The model of greatest likelihood, or why the customers do not give one. The same customers in any order give the same model. */
export function fitBgNbd(customers: readonly Timed[]): Result<BgNbdFit, string> {
  const repeaters = customers.filter(({ repeats }) => repeats > 0).length;
  if (customers.length < LEAST_CUSTOMERS || repeaters < LEAST_REPEATERS)
    return fail(
      `Not enough data: ${LEAST_CUSTOMERS} customers and ${LEAST_REPEATERS} who bought again are needed, found ${customers.length} and ${repeaters}.`,
    );
  const alike = countAlike(customers);
  const heightAt = boundedHeight((logs) => bgNbdHeight(alike, logs), LEAST, MOST);
  const found = maximise(heightAt, startOf(customers));
  if (!found.isSettled)
    return fail('These customers do not tell how they buy: the likelihood has no maximum.');
  const errors = standardErrorsAt(heightAt, found, alike.total);
  return ok({
    ...modelOf(boundedPoint(found.point, LEAST, MOST).map(Math.exp)),
    logLikelihood: found.value * alike.total,
    logErrors: errors && modelOf(errors),
  });
}

/** The mean rate, and every fourth purchase or so the last. */
function startOf(customers: readonly Timed[]): readonly number[] {
  const repeats = customers.reduce((sum, customer) => sum + customer.repeats, 0);
  const time = customers.reduce((sum, { age }) => sum + age, 0);
  return [0.5, (0.5 * time) / repeats, 0.75, 2.5].map(Math.log);
}

const modelOf = ([r = NaN, alpha = NaN, a = NaN, b = NaN]: readonly number[]): BgNbd => ({ r, alpha, a, b });

/** The chance that the customer has not stopped; 1 without a repeat, for the model lets nobody stop before. */
export function aliveProbability(model: BgNbd, customer: Timed): number {
  return 1 / (1 + stoppedOdds(model, customer));
}

/**
 * The chance that the customer buys within the next `span` of time. Nobody stops but after a purchase, so that somebody alive buys
 * in it unless they are slow: the rate given the history is Gamma(r + repeats, alpha + age), and 1 less its chance of none is
 * 1 - ((alpha + age) / (alpha + age + span))^(r + repeats).
 */
export function returnProbability(model: BgNbd, customer: Timed, span: number): number {
  const { r, alpha } = model;
  const { repeats, age } = customer;
  const isSlow = ((alpha + age) / (alpha + age + span)) ** (r + repeats);
  return aliveProbability(model, customer) * (1 - isSlow);
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
