import type { TitleOf } from './explain.ts';
import { handSetPair, pinned, type OfferReason } from './reasons.ts';

/** What a merchant may set. All of it is optional; without it, relevance alone decides. */
export interface Merchandising {
  /** Never offered. */
  readonly ban?: readonly string[];
  /** Offered first, in this order, to everyone who does not have them in the cart. */
  readonly pin?: readonly string[];
  /** Hand-set pairs: with the first in the cart, the others go before what was learned. */
  readonly pairs?: Readonly<Record<string, readonly string[]>>;
  /** 0: relevance alone. 1: profit alone, the expected margin of an offer. Products without a unit cost count with the mean margin. */
  readonly marginDial?: number;
  /** 0: the best list. 1: each next offer is as unlike those before it as can be. */
  readonly diversity?: number;
  /** Offers less likely than this share of the likeliest are left out: 0 to 1. */
  readonly relevanceFloor?: number;
  /** At most so many times the mean price of the cart. */
  readonly mostTimesCartPrice?: number;
}

export const MERCHANDISING_DEFAULTS = {
  ban: [],
  pin: [],
  pairs: {},
  marginDial: 0,
  diversity: 0,
  relevanceFloor: 0,
  mostTimesCartPrice: Number.POSITIVE_INFINITY,
} as const satisfies Required<Merchandising>;

/**
 * The margin dial: log of p^(1-d) (p m)^d, where p is the chance of an offer and m its margin as a share of the shop's mean. Selling below
 * cost counts as a hundredth of the mean.
 */
export function dialMargin(logOdds: number, relativeMargin: number, dial: number): number {
  return logOdds + dial * Math.log(Math.max(0.01, relativeMargin));
}

/** Margins as shares of their mean; none where that is not positive. */
export function shareOfMean(margins: readonly number[]): readonly number[] {
  const mean = margins.reduce((sum, margin) => sum + margin, 0) / Math.max(1, margins.length);
  return mean <= 0 ? [] : margins.map((margin) => margin / mean);
}

/** A product the merchant put before what was learned. */
export interface MerchantsChoice<Sku extends string> {
  readonly sku: Sku;
  readonly reason: OfferReason;
}

/** Pins, then the pairs of what is in the cart, in the merchant's order; a product once, and none of the cart. */
export function chosenByMerchant<Sku extends string>(
  { pin, pairs }: { readonly pin: readonly Sku[]; readonly pairs: Readonly<Record<string, readonly Sku[]>> },
  cart: readonly string[],
  titleOf: TitleOf,
): readonly MerchantsChoice<Sku>[] {
  const chosen = new Map<Sku, OfferReason>();
  const add = (sku: Sku, reason: OfferReason): void => {
    if (!chosen.has(sku) && !cart.includes(sku)) chosen.set(sku, reason);
  };
  for (const sku of pin) add(sku, pinned());
  for (const sku of cart)
    if (Object.hasOwn(pairs, sku))
      for (const other of pairs[sku] ?? []) add(other, handSetPair(titleOf(sku), sku));
  return [...chosen].map(([sku, reason]) => ({ sku, reason }));
}
