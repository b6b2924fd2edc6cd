import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { analyse } from '#app/domain/experiments/analysis/analyse.ts';
import type { Verdict } from '#app/domain/experiments/analysis/verdict.ts';
import { ROWS, createUnitTable } from '#app/domain/experiments/unit-table.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { HoldoutStore, MeasuredCheckout } from '#app/ports/holdout-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';

const DAYS = 30;
const HELD_OUT = 'held out';
const WITH_ATTUNE = 'with Attune';

/** With Attune less held out, by checkout, with an interval that holds however often one looks. */
interface AddedByAttune {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

export interface HoldoutReport {
  readonly days: number;
  readonly share: number;
  readonly checkouts: number;
  readonly heldOut: number;
  /** Units seen on both sides: they count on neither. */
  readonly crossedUnits: number;
  /** Null while one side has no checkout. */
  readonly result: {
    readonly kind: Verdict['kind'];
    /** In minor units. */
    readonly revenue: AddedByAttune;
    /** Of checkouts, 0 to 1. */
    readonly completion: AddedByAttune;
  } | null;
}

/** What Attune added in the last 30 days, by the holdout. Refunds since then are taken off: the past may change. */
export async function reportHoldout(
  { holdouts, clock }: { readonly holdouts: HoldoutStore; readonly clock: Clock },
  shop: Shop,
): Promise<HoldoutReport> {
  const since = clock.now() - DAYS * SECONDS.day;
  const checkouts = await holdouts.checkouts(shop.id, shop.currency, since);
  const { holdout: share } = readShopSettings(shop.settings);
  return { days: DAYS, share, ...compareSides(checkouts, share) };
}

/** The two sides of a holdout with this share, compared by unit. */
export function compareSides(
  checkouts: readonly MeasuredCheckout[],
  share: number,
): Pick<HoldoutReport, 'checkouts' | 'heldOut' | 'crossedUnits' | 'result'> {
  const table = createUnitTable(['revenue', 'completed'], []);
  for (const { unit, isHeldOut, isCompleted, revenueMinor } of checkouts)
    table.add(unit, isHeldOut ? HELD_OUT : WITH_ATTUNE, [revenueMinor, isCompleted ? 1 : 0]);
  const arms = table.arms().filter(({ units }) => units > 0);
  const counts = {
    checkouts: checkouts.length,
    heldOut: checkouts.filter(({ isHeldOut }) => isHeldOut).length,
    crossedUnits: table.crossedUnits(),
  };
  if (arms.length < 2 || share <= 0) return { ...counts, result: null };
  const metrics = ['revenue', 'completed'].map((column) => ({
    name: `${column}/${ROWS}`,
    column,
    over: ROWS,
    isLowerBetter: false,
  }));
  const { verdict, metrics: reports } = analyse(arms, {
    control: HELD_OUT,
    shares: new Map([
      [HELD_OUT, share],
      [WITH_ATTUNE, 1 - share],
    ]),
    metrics,
    pre: null,
    alpha: 0.05,
    tunedUnits: 100_000,
    guarded: metrics,
    harm: 0.03,
    weeklyUnits: null,
  });
  const [revenue, completion] = reports.map((report) => {
    const compared = report.views[0]?.comparisons[0];
    return {
      difference: compared?.difference ?? 0,
      low: compared?.alwaysValid.low ?? -Infinity,
      high: compared?.alwaysValid.high ?? Infinity,
    };
  });
  return {
    ...counts,
    result: revenue && completion ? { kind: verdict.kind, revenue, completion } : null,
  };
}
