import type { Result } from '../kernel/result.ts';
import { ok } from '../kernel/result.ts';
import { expectedPurchases, fitBgNbd } from './bg-nbd.ts';
import { summarisePurchases, type PurchaseAt, type PurchaseSummary } from './purchase-summary.ts';

/** Customers who had bought again so often, what the model expected of them in the time held out, and what came. */
export interface HeldOutGroup {
  readonly repeats: number;
  readonly customers: number;
  readonly expected: number;
  readonly bought: number;
  /** Of `bought`, from how the customers of the group differ; null for fewer than two. */
  readonly standardError: number | null;
}

export interface HoldOutReport {
  /** Where the first part ends, seconds since 1970. */
  readonly cut: number;
  readonly expected: number;
  readonly bought: number;
  /** Root mean square error a customer, beside that of all going on at the rate of their first part. */
  readonly rootError: number;
  readonly sameRateError: number;
  /** By repeats before the cut; the last group is of so many or more. */
  readonly groups: readonly HeldOutGroup[];
}

const MOST_REPEATS = 7;
const DAY = 86_400;

/** Fits on the purchases up to `cut` and compares what the model then expects until `end` with what came, customer days as one purchase. */
export function holdOut(
  customers: readonly (readonly PurchaseAt[])[],
  cut: number,
  end: number,
): Result<HoldOutReport, string> {
  const known = customers.flatMap((purchases) => {
    const before = summarisePurchases(purchases, cut);
    const whole = summarisePurchases(purchases, end);
    return before && whole ? [{ before, bought: whole.repeats - before.repeats }] : [];
  });
  const model = fitBgNbd(known.map(({ before }) => before));
  if (!model.ok) return model;
  const span = (end - cut) / DAY;
  const groups = Array.from({ length: MOST_REPEATS + 1 }, (_, repeats) => {
    const own = known.filter(({ before }) => Math.min(before.repeats, MOST_REPEATS) === repeats);
    const expected = own.reduce((sum, { before }) => sum + expectedPurchases(model.value, before, span), 0);
    return {
      repeats,
      customers: own.length,
      expected,
      bought: own.reduce((sum, { bought }) => sum + bought, 0),
      standardError: sumError(own.map(({ bought }) => bought)),
    };
  });
  const sum = (of: 'expected' | 'bought'): number => groups.reduce((total, group) => total + group[of], 0);
  const rootError = (of: (before: PurchaseSummary) => number): number =>
    Math.sqrt(
      known.reduce((total, { before, bought }) => total + (of(before) - bought) ** 2, 0) / known.length,
    );
  return ok({
    cut,
    expected: sum('expected'),
    bought: sum('bought'),
    rootError: rootError((before) => expectedPurchases(model.value, before, span)),
    sameRateError: rootError(({ repeats, age }) => (repeats * span) / Math.max(1, age)),
    groups,
  });
}

/** Standard error of a sum of independent values. */
function sumError(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt((spread * values.length) / (values.length - 1));
}
