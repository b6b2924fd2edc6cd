import type { Instant } from '../kernel/instant.ts';

/**
 * What models say of a shopper: chances, never news. Worked out for the whole shop at once, so that it changes when the models are
 * fitted again and at no other time; of a shopper who came since, there is none.
 */
export interface Estimates {
  /** When the models were fitted. */
  readonly at: Instant;
  /** Of the fit they come from. */
  readonly version: number;
  readonly lifetime?: LifetimeEstimate;
  /** By fact: what a value that is missing most likely is. None where no value is plain, and where the shop does not infer. */
  readonly inferred?: Readonly<Record<string, InferredValue>>;
}

/** A value nobody told, that a model holds for true with this probability, in percent. */
export interface InferredValue {
  readonly value: string;
  readonly percent: number;
}

/** What is to be expected of a customer (lifetime/README.md). Null where the shop's customers do not tell it. */
export interface LifetimeEstimate {
  /** The chance, in percent, that the customer has not bought for the last time. */
  readonly alive: number | null;
  /** The chance, in percent, of a purchase within 90 days. */
  readonly returns: number;
  /** Purchases expected within 90 days, and within 365. */
  readonly purchases90Days: number;
  readonly purchases365Days: number;
  /** What those of 365 days come to, in the shop's currency. */
  readonly valueMinor: number | null;
  /** Of recency, frequency and money, beside the shop's other customers. */
  readonly group: string;
}

/** Of two about one shopper, the newer: that of the later fit. */
export function newerEstimates(
  left: Estimates | undefined,
  right: Estimates | undefined,
): Estimates | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  if (left.version !== right.version) return left.version > right.version ? left : right;
  return JSON.stringify(left) >= JSON.stringify(right) ? left : right;
}

/** Estimates without what was inferred: what is to be expected of a customer comes of their orders alone. */
export function withoutInferred(estimates: Estimates | undefined): Estimates | undefined {
  if (estimates?.inferred === undefined) return estimates;
  const { inferred: _, ...rest } = estimates;
  return rest;
}
