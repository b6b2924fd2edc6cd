import { utf8Bytes } from '../../kernel/utf8.ts';
import { murmur3 } from '../../kernel/murmur3.ts';

/** A unit's slot is one of these; a share is a whole number of them. */
export const SLOTS = 10_000;

/** Slots `from` to `to`, without `to`. */
export interface SlotRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Who gets what by chance: arms of an experiment, experiments of a group, or the holdout. Ranges do not overlap; slots in none of
 * them get nothing. Allocations with different salts are independent of one another.
 */
export interface Allocation {
  /** How units become slots; an allocation keeps its version when a newer one exists. */
  readonly version: 1;
  readonly salt: string;
  readonly ranges: readonly SlotRange[];
}

/** Version 1: MurmurHash3 of "salt:unit" in UTF-8, times 10,000, over 2^32, rounded down. */
export function slotOf(salt: string, unit: string): number {
  return Math.floor((murmur3(utf8Bytes(`${salt}:${unit}`)) * SLOTS) / 2 ** 32);
}

/** What the unit gets; null for nothing. The same for the same unit, always and everywhere. */
export function placeOf({ salt, ranges }: Allocation, unit: string): string | null {
  const slot = slotOf(salt, unit);
  return ranges.find(({ from, to }) => from <= slot && slot < to)?.name ?? null;
}
