import { placeOf, type Allocation, type SlotRange } from '../assignment/allocation.ts';
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
  /** The shares in force one after the other. */
  readonly history: readonly (readonly SlotRange[])[];
}

/** Who is compared in an experiment: outside the holdout all the time, and in one arm all the time. */
export function placeInExperiment({
  holdout,
  withAttune,
  heldOut,
  salt,
  group,
  history,
}: Placing): Pick<CheckoutPlan, 'shares' | 'armOf' | 'isWithin'> {
  const ranges = unmovedRanges(history).filter(({ name }) => name !== NOWHERE);
  const arms: Allocation = { version: 1, salt, ranges };
  return {
    shares: sharesOf(arms),
    isWithin: (unit) =>
      (group === null || placeOf(group, unit) !== null) && placeOf(holdout, unit) !== heldOut,
    armOf: (unit) => (placeOf(holdout, unit) === withAttune ? placeOf(arms, unit) : null),
  };
}
