import type { Instant } from '../../kernel/instant.ts';
import { SECONDS } from '../../kernel/instant.ts';
import { analyse, type Report } from '../analysis/analyse.ts';
import type { Plan } from '../analysis/plan.ts';
import { settledPeriods } from '../analysis/periods.ts';
import type { Verdict } from '../analysis/verdict.ts';
import type { Shares } from '../assignment/reallocate.ts';
import { createUnitSums, type ArmData } from '../unit-sums.ts';
import { COLUMNS, SPENT_BEFORE, metricOf, ofUnits, valuesOf, type DecidingMetric } from './columns.ts';
import type { KnownBy, LeftOutOrders, MeasuredCheckout } from './measured-checkout.ts';
import { createCountedUnits } from './counted-units.ts';
import { createPathKeeper, type PathKeeper, type PathPoint } from './path.ts';
import { measuresOf, type Measure } from './measures.ts';
import { createSliceKeeper, type SliceKeeper, type SlicePlan, type Slices } from './slices.ts';
import { tallyPeriods, type PeriodTally } from './traffic.ts';
import { createTallyKeeper, type ArmTally, type Joins } from './tally.ts';

/** How a set of checkouts is read; settled before anybody looks. */
export interface CheckoutPlan {
  readonly control: string;
  /** Every arm's share of the units. */
  readonly shares: Shares;
  /** The arm of a unit whose first checkout in this time was at `enteredAt`; null where the unit is left out because it moved, or is in none. */
  readonly armOf: (unit: string, enteredAt: Instant) => string | null;
  /** Where shares followed the results: those of each period, oldest first. Arms are then compared within periods. */
  readonly periods?: readonly { readonly at: Instant; readonly shares: Shares }[];
  /** Whether the plan is about a unit at all: others are passed over as if they had not come. Left out = about every one. */
  readonly isWithin?: (unit: string) => boolean;
  readonly deciding: DecidingMetric;
  /** Left out = not looked at by segment. */
  readonly slices?: SlicePlan;
  /** What units spent before any arm could change it, minor units; left out = not known. A unit it lacks spent nothing. */
  readonly spentBefore?: ReadonlyMap<string, number>;
  readonly since: Instant;
  /** Checkouts count that began before it; left out = until now. */
  readonly until?: Instant;
  readonly now: Instant;
}

/** Everything that may be told of a holdout or an experiment, as plain data. Money is in minor units, a checkout. */
export interface CheckoutReport {
  readonly since: Instant;
  /** Left out while checkouts that begin now count. */
  readonly until?: Instant;
  readonly computedAt: Instant;
  readonly control: string;
  /** What decides: profit, where enough of the revenue has a known cost. */
  readonly deciding: DecidingMetric;
  /** The share of revenue whose unit cost is known, 0 to 1; null without revenue. */
  readonly costedShare: number | null;
  readonly arms: readonly ArmTally[];
  readonly joins: Joins;
  /** Checkouts by what told of them; left out in reports of before it was kept. */
  readonly known?: Readonly<Record<KnownBy, number>>;
  readonly leftOut: {
    readonly orders: LeftOutOrders;
    /** Checkouts of units that are in no arm, or were in another one before a change of shares. */
    readonly checkouts: number;
    /** Units of a period in which an arm has too few to be compared yet. Left out where there are no periods. */
    readonly waiting?: number;
  };
  /** What was drawn in each period, where shares followed the results. */
  readonly traffic?: readonly PeriodTally[];
  /** Null while fewer than two arms have units. */
  readonly result: CheckoutResult | null;
  /** The deciding difference at moments until now, oldest first. */
  readonly path: readonly PathPoint[];
  /** Left out where no segment was asked for, or fewer than two arms have units. */
  readonly slices?: Slices;
}

export interface CheckoutResult {
  readonly verdict: Verdict;
  readonly split: { readonly p: number; readonly isMismatch: boolean };
  readonly measures: readonly Measure[];
  /** What Thompson's rule gives each arm of the next units, by what decides. */
  readonly thompsonShares: Readonly<Record<string, number>>;
  /** Arms that cost something beyond chance. */
  readonly harmful: readonly { readonly arm: string; readonly metric: string }[];
  /** Weeks that a change of 5 % of control takes from now on at this traffic; 0 = it would have shown by now, null = cannot be told. */
  readonly weeksLeft: number | null;
}

/** Below it profit would speak of too small a part of the shop, so revenue decides. */
export const FEWEST_COSTED = 0.5;
const SPOKEN_LIFT = 0.05;

/** Reads checkouts one by one, so that a million of them need no memory but that of their units. */
export interface CheckoutReader {
  /** In the order in which they began; those outside the plan's time are passed over. */
  take(checkout: MeasuredCheckout): void;
  report(orders: LeftOutOrders): CheckoutReport;
}

export function createCheckoutReader(plan: CheckoutPlan): CheckoutReader {
  const { since, until = Infinity, periods } = plan;
  const sums = createUnitSums(COLUMNS, [SPENT_BEFORE]);
  const units = createCountedUnits(plan, sums);
  const tallies = createTallyKeeper([...plan.shares.keys()]);
  const keepers = createKeepers(plan);
  let [left, revenue, costed] = [0, 0, 0];
  return {
    take(checkout) {
      const { firstSeenAt, order } = checkout;
      if (firstSeenAt < since || firstSeenAt >= until) return;
      const unit = units.enter(checkout.unit, firstSeenAt);
      if (unit === 'outside') return;
      revenue += order?.revenueMinor ?? 0;
      costed += order?.costedMinor ?? 0;
      if (unit === 'left out') return void (left += 1);
      const values = valuesOf(checkout);
      const rows = sums.rowsOf(unit.number);
      for (const { place, path, slices } of keepers) {
        const before = { y: sums.sumOf(unit.number, place), x: rows };
        path.take(firstSeenAt, unit, values[place] ?? 0, before);
        slices?.take(checkout, unit, values[place] ?? 0, before);
      }
      sums.add(unit.number, values);
      tallies.take(unit.arm, checkout, rows === 0);
    },
    report(orders) {
      const costedShare = revenue > 0 ? costed / revenue : null;
      // Without revenue nothing speaks against what was settled.
      const isProfit = plan.deciding !== 'profit' || (costedShare ?? 1) >= FEWEST_COSTED;
      const deciding = isProfit ? plan.deciding : 'revenue';
      const all = sums.arms();
      const { arms, waiting } = comparedUnits(all, plan);
      return {
        since,
        ...(plan.until !== undefined && { until: plan.until }),
        computedAt: plan.now,
        control: plan.control,
        deciding,
        costedShare,
        arms: tallies.arms(),
        joins: tallies.joins(),
        known: tallies.known(),
        leftOut: { orders, checkouts: left, ...(periods && { waiting }) },
        ...(periods && { traffic: tallyPeriods(all, periods) }),
        ...compare(
          arms,
          { deciding, pre: units.hasSpent() ? SPENT_BEFORE : null },
          plan,
          keepers.find(({ metric }) => metric === deciding),
        ),
      };
    },
  };
}

/** For each metric that may come to decide. */
function createKeepers({ since, now, until = now, deciding, slices }: CheckoutPlan) {
  const candidates = deciding === 'profit' ? (['profit', 'revenue'] as const) : [deciding];
  return candidates.map((metric) => ({
    metric,
    place: COLUMNS.indexOf(metric),
    path: createPathKeeper({ since, until }),
    slices: slices && createSliceKeeper(slices),
  }));
}

const comparedUnits = (arms: readonly ArmData[], { periods, shares }: CheckoutPlan) =>
  periods ? settledPeriods(arms, shares.keys()) : { arms, waiting: 0 };

/** The report of checkouts that are all there, in the order in which they began. */
export function reportCheckouts(
  checkouts: Iterable<MeasuredCheckout>,
  orders: LeftOutOrders,
  plan: CheckoutPlan,
): CheckoutReport {
  const reader = createCheckoutReader(plan);
  for (const checkout of checkouts) reader.take(checkout);
  return reader.report(orders);
}

interface Deciding {
  readonly deciding: DecidingMetric;
  /** The column of earlier spend; null where no unit has any. */
  readonly pre: string | null;
}

/** What was kept of the deciding metric beside the units. */
interface Kept {
  readonly path: PathKeeper;
  readonly slices: SliceKeeper | undefined;
}

function compare(
  all: readonly ArmData[],
  by: Deciding,
  plan: CheckoutPlan,
  kept: Kept | undefined,
): Pick<CheckoutReport, 'result' | 'path' | 'slices'> {
  const arms = all.filter(({ units }) => units > 0);
  if (arms.length < 2 || !arms.some(({ arm }) => arm === plan.control)) return { result: null, path: [] };
  const weeks = Math.max((plan.until ?? plan.now) - plan.since, SECONDS.day) / (7 * SECONDS.day);
  const units = arms.reduce((sum, arm) => sum + arm.units, 0);
  const whole = planOf(by, plan, units / weeks);
  const report = analyse(arms, {
    ...whole,
    shares: onlyOf(arms, plan.shares),
    ...(plan.periods && { periodShares: plan.periods.map(({ shares }) => onlyOf(arms, shares)) }),
  });
  const names = [...plan.shares.keys()].filter((name) => arms.some(({ arm }) => arm === name));
  return {
    result: resultOf(report, units),
    path: kept?.path.path(whole) ?? [],
    ...(kept?.slices && { slices: kept.slices.slices(names, whole) }),
  };
}

const onlyOf = (
  arms: readonly { arm: string }[],
  shares: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> =>
  new Map([...shares].filter(([name]) => arms.some(({ arm }) => arm === name)));

function planOf({ deciding, pre }: Deciding, { control, shares }: CheckoutPlan, weeklyUnits: number): Plan {
  const others = COLUMNS.filter((name) => name !== deciding).map(metricOf);
  const guarded = deciding === 'completed' ? ['completed' as const] : [deciding, 'completed' as const];
  return {
    control,
    shares,
    metrics: [metricOf(deciding), ...others, ofUnits(deciding)],
    pre,
    alpha: 0.05,
    tunedUnits: 100_000,
    guarded: guarded.map(metricOf),
    harm: 0.03,
    weeklyUnits,
  };
}

function resultOf({ verdict, split, guards, metrics }: Report, units: number): CheckoutResult {
  const change = metrics[0]?.outlook.changes.find(({ lift }) => lift === SPOKEN_LIFT);
  const left =
    !change || change.weeks === null ? null : change.weeks * (1 - units / change.units.alwaysValid);
  return {
    verdict,
    split: { p: split.p, isMismatch: split.isMismatch },
    measures: metrics.flatMap(measuresOf),
    thompsonShares: metrics[0]?.thompsonShares ?? {},
    harmful: guards.filter(({ isHarm }) => isHarm).map(({ arm, metric }) => ({ arm, metric })),
    weeksLeft: left === null ? null : Math.max(0, left),
  };
}
