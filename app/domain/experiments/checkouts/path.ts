import type { Instant } from '../../kernel/instant.ts';
import type { Plan } from '../analysis/plan.ts';
import { reportMetric } from '../analysis/metric-report.ts';
import { createUnitTable } from '../unit-table.ts';
import { COLUMNS, metricOf, valuesOf, type DecidingMetric } from './columns.ts';
import { measuresOf } from './measures.ts';
import type { PlacedCheckout } from './measured-checkout.ts';

/** One arm's difference from control over all checkouts that began before `at`, with what is known of them now. */
export interface PathPoint {
  readonly at: Instant;
  readonly arm: string;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** Enough for a line; each one reads all checkouts until then. */
const POINTS = 14;

/** Equally far apart; a moment with too little data has no point. */
export function pathOf(
  placed: readonly PlacedCheckout[],
  deciding: DecidingMetric,
  plan: Plan,
  { since, now }: { readonly since: Instant; readonly now: Instant },
): readonly PathPoint[] {
  const rows = placed.toSorted((a, b) => a.checkout.firstSeenAt - b.checkout.firstSeenAt);
  const table = createUnitTable(COLUMNS, []);
  let next = 0;
  return Array.from({ length: POINTS }, (_, index) => {
    const at = Math.round(since + ((now - since) * (index + 1)) / POINTS);
    for (let row = rows[next]; row && row.checkout.firstSeenAt <= at; row = rows[(next += 1)])
      table.add(row.checkout.unit, row.arm, valuesOf(row.checkout));
    const arms = table.arms().filter(({ units }) => units > 0);
    if (arms.length < 2 || !arms.some(({ arm }) => arm === plan.control)) return [];
    const [measure] = measuresOf(reportMetric(arms, metricOf(deciding), plan));
    return (measure?.arms ?? []).flatMap(({ arm, added }) =>
      added ? [{ at, arm, difference: added.difference, low: added.low, high: added.high }] : [],
    );
  }).flat();
}
