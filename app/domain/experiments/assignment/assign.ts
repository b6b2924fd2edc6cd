import { placeOf, type Allocation } from './allocation.ts';

/** The share of shoppers who see nothing of Attune, whatever runs, so that all of it together can be measured. */
export const HOLDOUT_SHARE = 0.05;

export interface ExperimentSetup {
  readonly id: string;
  /** The shop's: a unit it places sees nothing. Null for a shop without a holdout. */
  readonly holdout: Allocation | null;
  /** Experiments that share no unit: it places a unit into at most one of them, by id. Null for an experiment of its own. */
  readonly group: Allocation | null;
  /** Slots in none of its arms are not in the experiment. */
  readonly arms: Allocation;
}

/** Every unit has one, whether or not anything is rendered for it. */
export type Assignment = { readonly kind: 'holdout' } | AssignmentWithin;

/** That of a unit outside the holdout. */
export type AssignmentWithin =
  | { readonly kind: 'arm'; readonly arm: string }
  /** In another experiment of the group, or beyond the traffic given to this one. */
  | { readonly kind: 'outside'; readonly because: 'group' | 'traffic' };

/** A pure function of the unit: the first that applies of holdout, group, arm. */
export function assign({ holdout, ...experiment }: ExperimentSetup, unit: string): Assignment {
  if (holdout !== null && placeOf(holdout, unit) !== null) return { kind: 'holdout' };
  return assignWithin(experiment, unit);
}

/** For whoever has asked the holdout already, because it is one for all experiments. */
export function assignWithin(
  { id, group, arms }: Omit<ExperimentSetup, 'holdout'>,
  unit: string,
): AssignmentWithin {
  if (group !== null && placeOf(group, unit) !== id) return { kind: 'outside', because: 'group' };
  const arm = placeOf(arms, unit);
  return arm === null ? { kind: 'outside', because: 'traffic' } : { kind: 'arm', arm };
}
