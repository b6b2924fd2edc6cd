import type { LifetimeEstimate } from '../profiles/estimates.ts';
import { aliveProbability, expectedPurchases, returnProbability } from './bg-nbd.ts';
import { doesTellWhoStops, type LifetimeModel } from './fit-lifetime.ts';
import { expectedValue } from './gamma-gamma.ts';
import type { PurchaseSummary } from './purchase-summary.ts';
import { rfmGroup, scoreRfm } from './rfm.ts';

/** A customer as estimates need them. */
export interface KnownCustomer {
  readonly summary: PurchaseSummary;
  /** All purchases together, in minor units. */
  readonly spentMinor: number;
}

/**
 * What is to be expected of each customer, in their order. Chances are rounded to tenths of a percent and purchases to hundredths, so that what a
 * rule compares is what a person reads.
 */
export function estimateCustomers(
  model: LifetimeModel,
  customers: readonly KnownCustomer[],
): readonly LifetimeEstimate[] {
  const { buying, spending } = model;
  const isAliveTold = doesTellWhoStops(model);
  const scores = scoreRfm(customers.map(rfmFactsOf));
  return customers.map(({ summary }, at): LifetimeEstimate => {
    const yearly = expectedPurchases(buying, summary, 365);
    return {
      alive: isAliveTold ? percent(aliveProbability(buying, summary)) : null,
      returns: percent(returnProbability(buying, summary, 90)),
      purchases90Days: rounded(expectedPurchases(buying, summary, 90), 100),
      purchases365Days: rounded(yearly, 100),
      valueMinor: spending && Math.round(yearly * expectedValue(spending, summary)),
      group: rfmGroup(scores[at] ?? { recency: 1, frequency: 1, monetary: 1 }),
    };
  });
}

function rfmFactsOf({ summary, spentMinor }: KnownCustomer) {
  return {
    daysSince: summary.age - summary.lastAt,
    purchases: summary.repeats + 1,
    spent: spentMinor,
  };
}

function percent(probability: number): number {
  return rounded(100 * probability, 10);
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
