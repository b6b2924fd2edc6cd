import { SECONDS, type Instant } from '../../kernel/instant.ts';
import { formatMoney, type Money } from '../../kernel/money.ts';
import type { LifetimeEstimate } from '../../profiles/estimates.ts';
import type { Profile } from '../../profiles/profile.ts';
import { LIMITS } from '../limits.ts';

/** A shop's own numbers, from which templates take their thresholds. */
export interface ShopFigures {
  /** Whole days since the last purchase: of 20, 40, 60 and 80 in a hundred buyers it is at most this long. Rising. */
  readonly daysSinceLast: readonly [number, number, number, number];
  /** What half of those who bought twice or more spent at most, as decimal text of the shop's currency. */
  readonly goodSpend: string;
  /** The same of 80 in a hundred; more than `goodSpend`. */
  readonly topSpend: string;
  /** 80 in a hundred orders are at most this large. */
  readonly highOrder: string;
  /** What 80 in a hundred customers are expected to spend at most within 12 months. */
  readonly highValue: string;
  /** The chance of a purchase within 90 days, in percent, that 20 in a hundred customers do not pass. */
  readonly lowReturn: number;
}

/** What the figures are made of. */
export interface BuyerFigures {
  readonly now: Instant;
  readonly currency: string;
  /** Of each buyer: when they last bought, what they spent in all, how many orders they placed. */
  readonly buyers: readonly {
    readonly lastAt: Instant;
    readonly spendMinor: number;
    readonly orders: number;
  }[];
  /** Values of orders, in minor units. */
  readonly orderMinors: readonly number[];
  /** Of each customer with an estimate. */
  readonly expected: readonly LifetimeEstimate[];
}

/** With fewer buyers than this their quantiles say little: a rule of thumb takes their place. */
const LEAST_BUYERS = 20;

const USUAL_DAYS = [30, 60, 120, 240] as const;
/** In units of the currency that are a hundred minor ones. */
const USUAL = { goodMinor: 10_000, topMinor: 25_000, orderMinor: 8_000, lowReturn: 20 };

/** A shop's figures, or the usual ones where it has too few buyers. */
export function figuresOf({ now, currency, buyers, orderMinors, expected }: BuyerFigures): ShopFigures {
  const days = buyers.map(({ lastAt }) => Math.max(0, Math.ceil((now - lastAt) / SECONDS.day)));
  const spends = buyers.filter(({ orders }) => orders >= 2).map(({ spendMinor }) => spendMinor);
  const isKnown = buyers.length >= LEAST_BUYERS;
  const areRepeated = spends.length >= LEAST_BUYERS;
  const goodMinor = areRepeated ? Math.max(1, quantile(spends, 0.5)) : USUAL.goodMinor;
  const topMinor = Math.max(goodMinor + 1, areRepeated ? quantile(spends, 0.8) : USUAL.topMinor);
  const highMinor = orderMinors.length >= LEAST_BUYERS ? quantile(orderMinors, 0.8) : USUAL.orderMinor;
  const values = expected.flatMap(({ valueMinor }) => valueMinor ?? []);
  const valueMinor = values.length >= LEAST_BUYERS ? quantile(values, 0.8) : USUAL.topMinor;
  const returns = expected.map((estimate) => estimate.returns);
  const written = (amountMinor: number): string => decimal({ amountMinor, currency });
  return {
    daysSinceLast: isKnown ? rising(days) : USUAL_DAYS,
    goodSpend: written(goodMinor),
    topSpend: written(topMinor),
    highOrder: written(Math.max(1, highMinor)),
    highValue: written(Math.max(1, valueMinor)),
    lowReturn: returns.length >= LEAST_BUYERS ? Math.ceil(quantile(returns, 0.2)) : USUAL.lowReturn,
  };
}

/** The figures of a shop from some of its shoppers. */
export function figuresOfProfiles(profiles: readonly Profile[], now: Instant, currency: string): ShopFigures {
  const bought = profiles.filter(({ purchases }) => purchases.length > 0);
  return figuresOf({
    now,
    currency,
    buyers: bought.map(({ purchases }) => ({
      lastAt: purchases.at(-1)?.at ?? now,
      spendMinor: purchases.reduce((sum, { netMinor }) => sum + netMinor, 0),
      orders: purchases.length,
    })),
    expected: profiles.flatMap(({ estimates }) => estimates?.lifetime ?? []),
    orderMinors: bought.flatMap(({ purchases }) => purchases.map(({ netMinor }) => netMinor)),
  });
}

/** Four thresholds, each a day or more after the one before, so that no band is empty by construction, and none longer than a rule may say. */
function rising(days: readonly number[]): ShopFigures['daysSinceLast'] {
  const at = (share: number, least: number, bandsAfter: number): number =>
    Math.min(LIMITS.durationDays - bandsAfter, Math.max(least, quantile(days, share)));
  const first = at(0.2, 1, 3);
  const second = at(0.4, first + 1, 2);
  const third = at(0.6, second + 1, 1);
  return [first, second, third, at(0.8, third + 1, 0)];
}

/**
 * The smallest value that a share of all values does not pass (the inverse of the distribution function: definition 1 of
 * Hyndman and Fan, 1996). Of 1, 2, 3, 4 the half is 2. 0 without values.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** "100", "12.5": as a person would write it in a rule. */
function decimal(money: Money): string {
  const text = formatMoney(money);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
