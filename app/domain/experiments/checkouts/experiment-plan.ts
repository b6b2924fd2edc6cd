import { placeOf, type Allocation, type SlotRange } from '../assignment/allocation.ts';
import { NOWHERE, sharesOf, unmovedRanges } from '../assignment/unmoved.ts';
import type { CheckoutPlan } from './report.ts';

interface Placing {
  /** Both sides of the shop's holdout as far as nobody moved, and the name of those that see Attune. */
  readonly holdout: Allocation;
  readonly withAttune: string;
  readonly salt: string;
  /** The shares in force one after the other. */
  readonly history: readonly (readonly SlotRange[])[];
}

/** Who is compared in an experiment: outside the holdout all the time, and in one arm all the time. */
export function placeInExperiment({
  holdout,
  withAttune,
  salt,
  history,
}: Placing): Pick<CheckoutPlan, 'shares' | 'armOf'> {
  const ranges = unmovedRanges(history).filter(({ name }) => name !== NOWHERE);
  const arms: Allocation = { version: 1, salt, ranges };
  return {
    shares: sharesOf(arms),
    armOf: (unit) => (placeOf(holdout, unit) === withAttune ? placeOf(arms, unit) : null),
  };
}
