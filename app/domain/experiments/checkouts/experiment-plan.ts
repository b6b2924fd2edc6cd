import { placeOf, type Allocation } from '../assignment/allocation.ts';
import { periodAt, type Period, type Traffic } from '../assignment/periods.ts';
import { NOWHERE, sharesOf, unmovedRanges } from '../assignment/unmoved.ts';
import type { CheckoutPlan } from './report.ts';

interface Placing {
  /** Both sides of the shop's holdout as far as nobody moved, and the names of those that see Attune and that do not. */
  readonly holdout: Allocation;
  readonly withAttune: string;
  readonly heldOut: string;
  readonly salt: string;
  /** The experiment's part of a group: units beyond it are not in the experiment. Null where it is in none. */
  readonly group: Allocation | null;
  /** The ranges in force one after the other. */
  readonly history: readonly Period[];
  readonly traffic: Traffic;
}

/**
 * Who is compared in an experiment: outside the holdout all the time, and in one arm all the time. Of bandit traffic nobody moves, and who
 * entered in one period is compared with one another.
 */
export function placeInExperiment({
  holdout,
  withAttune,
  heldOut,
  salt,
  group,
  history,
  traffic,
}: Placing): Pick<CheckoutPlan, 'shares' | 'armOf' | 'isWithin' | 'periods'> {
  const isWithin = (unit: string): boolean =>
    (group === null || placeOf(group, unit) !== null) && placeOf(holdout, unit) !== heldOut;
  const place = (unit: string, ranges: Period['ranges']): string | null =>
    placeOf(holdout, unit) === withAttune ? placeOf({ version: 1, salt, ranges }, unit) : null;
  if (traffic === 'bandit')
    return {
      isWithin,
      shares: sharesOf({ ranges: history.at(-1)?.ranges ?? [] }),
      periods: history.map(({ at, ranges }) => ({ at, shares: sharesOf({ ranges }) })),
      armOf: (unit, enteredAt) => place(unit, history[periodAt(history, enteredAt)]?.ranges ?? []),
    };
  const ranges = unmovedRanges(history.map((period) => period.ranges)).filter(({ name }) => name !== NOWHERE);
  return { isWithin, shares: sharesOf({ ranges }), armOf: (unit) => place(unit, ranges) };
}
