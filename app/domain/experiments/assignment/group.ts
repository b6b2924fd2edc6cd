import { SLOTS, type Allocation, type SlotRange } from './allocation.ts';
import { reallocate } from './reallocate.ts';
import { sharesOf } from './unmoved.ts';

/** An experiment's part of a group: experiments of one group share no unit. */
export interface GroupPart {
  /** The merchant's word for it; groups of one shop that are called alike are one. */
  readonly name: string;
  /** Named by the experiment's id, and its own as long as it runs: nobody is moved by an experiment that comes or ends. */
  readonly ranges: readonly SlotRange[];
}

/** All experiments of a group place units by one hash, so that what one holds no other can. */
export const groupAllocation = ({ name, ranges }: GroupPart): Allocation => ({
  version: 1,
  salt: `group:${name}`,
  ranges,
});

/** The share of a group's units that these ranges hold, 0 to 1. */
export const takenOf = (ranges: readonly SlotRange[]): number =>
  ranges.reduce((sum, { from, to }) => sum + to - from, 0) / SLOTS;

/**
 * Free slots of a group for one more experiment, `share` of them all, to a whole slot. What the running ones hold stays theirs; null where that is too
 * much for it. Slots of an ended experiment are free again: its units may be in the next one, whose arms are drawn anew.
 */
export function takeFromGroup(
  held: readonly SlotRange[],
  id: string,
  share: number,
): readonly SlotRange[] | null {
  const slots = Math.round(share * SLOTS);
  if (slots > SLOTS - Math.round(takenOf(held) * SLOTS)) return null;
  const shares = new Map([...sharesOf({ ranges: held }), [id, slots / SLOTS]]);
  return reallocate(held, shares).filter(({ name }) => name === id);
}
