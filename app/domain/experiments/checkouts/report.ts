import type { Instant } from '../../kernel/instant.ts';
import { SECONDS } from '../../kernel/instant.ts';
import { analyse, type Report } from '../analysis/analyse.ts';
import type { Plan } from '../analysis/plan.ts';
import type { Verdict } from '../analysis/verdict.ts';
import { createUnitTable } from '../unit-table.ts';
import { COLUMNS, metricOf, ofUnits, valuesOf, type DecidingMetric } from './columns.ts';
import type { JoinedBy, LeftOutOrders, MeasuredCheckout, PlacedCheckout } from './measured-checkout.ts';
import { pathOf, type PathPoint } from './path.ts';
import { measuresOf, type Measure } from './measures.ts';
import { costedShare, tallyOf, type ArmTally } from './tally.ts';

/** How a set of checkouts is read; settled before anybody looks. */
export interface CheckoutPlan {
  readonly control: string;
  /** Every arm's share of the units. */
  readonly shares: ReadonlyMap<string, number>;
  /** The arm of a unit; null where the unit is left out because it moved, or is in none. */
  readonly armOf: (unit: string) => string | null;
  readonly deciding: DecidingMetric;
  readonly since: Instant;
  /** Checkouts count that began before it; left out = until now. */
  readonly until?: Instant;
  readonly now: Instant;
}

/** Everything that may be told of a holdout or an experiment, as plain data. Money is in minor units, a checkout. */
export interface CheckoutReport {
  readonly since: Instant;
  readonly computedAt: Instant;
  readonly control: string;
  /** What decides: profit, where enough of the revenue has a known cost. */
  readonly deciding: DecidingMetric;
  /** The share of revenue whose unit cost is known, 0 to 1; null without revenue. */
  readonly costedShare: number | null;
  readonly arms: readonly ArmTally[];
  readonly joins: Readonly<Record<JoinedBy, number>>;
  readonly leftOut: {
    readonly orders: LeftOutOrders;
    /** Checkouts of units that are in no arm, or were in another one before a change of shares. */
    readonly checkouts: number;
  };
  /** Null while fewer than two arms have units. */
  readonly result: CheckoutResult | null;
  /** The deciding difference at moments until now, oldest first. */
  readonly path: readonly PathPoint[];
}

export interface CheckoutResult {
  readonly verdict: Verdict;
  readonly split: { readonly p: number; readonly isMismatch: boolean };
  readonly measures: readonly Measure[];
  /** Arms that cost something beyond chance. */
  readonly harmful: readonly { readonly arm: string; readonly metric: string }[];
  /** Weeks that a change of 5 % of control takes from now on at this traffic; 0 = it would have shown by now, null = cannot be told. */
  readonly weeksLeft: number | null;
}

/** Below it profit would speak of too small a part of the shop, so revenue decides. */
export const FEWEST_COSTED = 0.5;
const SPOKEN_LIFT = 0.05;

export function reportCheckouts(
  checkouts: readonly MeasuredCheckout[],
  orders: LeftOutOrders,
  plan: CheckoutPlan,
): CheckoutReport {
  const placed = checkouts.flatMap((checkout) => {
    const arm = plan.armOf(checkout.unit);
    return arm === null ? [] : [{ checkout, arm }];
  });
  const costed = costedShare(checkouts);
  const deciding = plan.deciding === 'profit' && (costed ?? 0) < FEWEST_COSTED ? 'revenue' : plan.deciding;
  const tallies = [...plan.shares.keys()].map((arm) => tallyOf(arm, placed));
  const joins = { token: 0, attribute: 0, customer: 0 };
  for (const { checkout } of placed) if (checkout.order) joins[checkout.order.joinedBy] += 1;
  return {
    since: plan.since,
    computedAt: plan.now,
    control: plan.control,
    deciding,
    costedShare: costed,
    arms: tallies,
    joins,
    leftOut: { orders, checkouts: checkouts.length - placed.length },
    ...compare(placed, deciding, plan),
  };
}

function compare(
  placed: readonly PlacedCheckout[],
  deciding: DecidingMetric,
  plan: CheckoutPlan,
): Pick<CheckoutReport, 'result' | 'path'> {
  const table = createUnitTable(COLUMNS, []);
  for (const { checkout, arm } of placed) table.add(checkout.unit, arm, valuesOf(checkout));
  const arms = table.arms().filter(({ units }) => units > 0);
  if (arms.length < 2 || !arms.some(({ arm }) => arm === plan.control)) return { result: null, path: [] };
  const weeks = Math.max((plan.until ?? plan.now) - plan.since, SECONDS.day) / (7 * SECONDS.day);
  const units = arms.reduce((sum, arm) => sum + arm.units, 0);
  const whole = planOf(deciding, plan, units / weeks);
  const report = analyse(arms, { ...whole, shares: onlyOf(arms, plan.shares) });
  return {
    result: resultOf(report, units),
    path: pathOf(placed, deciding, whole, { since: plan.since, now: plan.until ?? plan.now }),
  };
}

const onlyOf = (
  arms: readonly { arm: string }[],
  shares: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> =>
  new Map([...shares].filter(([name]) => arms.some(({ arm }) => arm === name)));

function planOf(deciding: DecidingMetric, { control, shares }: CheckoutPlan, weeklyUnits: number): Plan {
  const others = COLUMNS.filter((name) => name !== deciding).map(metricOf);
  const guarded = deciding === 'completed' ? ['completed' as const] : [deciding, 'completed' as const];
  return {
    control,
    shares,
    metrics: [metricOf(deciding), ...others, ofUnits(deciding)],
    pre: null,
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
    harmful: guards.filter(({ isHarm }) => isHarm).map(({ arm, metric }) => ({ arm, metric })),
    weeksLeft: left === null ? null : Math.max(0, left),
  };
}
