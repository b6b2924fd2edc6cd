import { SECONDS, type Instant } from '../kernel/instant.ts';
import type { LifetimeEstimate } from '../profiles/estimates.ts';
import { estimateCustomers } from './estimate-customers.ts';
import { fitLifetime } from './fit-lifetime.ts';
import { holdOut } from './hold-out.ts';
import { reportLifetime, reportWithout, type LifetimeReport } from './lifetime-report.ts';
import { summarisePurchases, type PurchaseAt, type PurchaseSummary } from './purchase-summary.ts';

/** A customer of a shop, and everything they bought up to now, with values in minor units. */
export interface Buyer<Id> {
  readonly id: Id;
  readonly purchases: readonly PurchaseAt[];
}

export interface ShopLifetime<Id> {
  readonly report: LifetimeReport;
  /** Nobody without a model, and nobody who did not buy. */
  readonly estimates: readonly (readonly [Id, LifetimeEstimate])[];
}

/** The part of the time that a model is fitted on before it is held against the rest. */
const FIRST_PART = 2 / 3;

/** Fits a shop's customers as they are at `now`, and says what is to be expected of each. */
export function estimateLifetime<Id>(buyers: readonly Buyer<Id>[], now: Instant): ShopLifetime<Id> {
  const known = buyers.flatMap((buyer) => {
    const summary = summarisePurchases(buyer.purchases, now);
    return summary ? [{ ...buyer, summary, spentMinor: spentBy(buyer.purchases) }] : [];
  });
  const summaries = known.map(({ summary }) => summary);
  const model = fitLifetime(summaries);
  if (!model.ok) return { report: reportWithout(summaries, model.failure), estimates: [] };
  const estimates = estimateCustomers(model.value, known);
  const heldOut = holdOut(
    known.map(({ purchases }) => purchases),
    cutOf(summaries, now),
    now,
  );
  return {
    report: reportLifetime(model.value, heldOut.ok ? heldOut.value : null, summaries, estimates),
    estimates: known.flatMap(({ id }, at) => {
      const estimate = estimates[at];
      return estimate ? [[id, estimate] as const] : [];
    }),
  };
}

function cutOf(customers: readonly PurchaseSummary[], now: Instant): Instant {
  const oldest = customers.reduce((most, { age }) => Math.max(most, age), 0);
  return Math.round(now - (1 - FIRST_PART) * oldest * SECONDS.day);
}

function spentBy(purchases: readonly PurchaseAt[]): number {
  return purchases.reduce((sum, { value }) => sum + value, 0);
}
