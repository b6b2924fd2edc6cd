import { SLOTS, type Allocation, type SlotRange } from './allocation.ts';

/** Slots that were in none of the ranges. */
export const NOWHERE = 'nowhere';

/**
 * The slots that had the same name under every one of these ranges, slots without a name as `NOWHERE`. After a change of shares only
 * they can be compared: whoever moved saw both, and comparing before with after compares seasons. Because they are drawn by
 * chance like all others, their shares are those of the slots left.
 */
export function unmovedRanges(history: readonly (readonly SlotRange[])[]): readonly SlotRange[] {
  const [first = [], ...others] = history;
  const cuts = [...new Set([0, SLOTS, ...history.flat().flatMap(({ from, to }) => [from, to])])];
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).flatMap((to, index) => {
    const from = cuts[index] ?? 0;
    const name = nameAt(first, from);
    return others.every((ranges) => nameAt(ranges, from) === name) ? [{ name, from, to }] : [];
  });
}

function nameAt(ranges: readonly SlotRange[], slot: number): string {
  return ranges.find(({ from, to }) => from <= slot && slot < to)?.name ?? NOWHERE;
}

/** Each name's share of all slots. */
export function sharesOf({ ranges }: Pick<Allocation, 'ranges'>): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const { name, from, to } of ranges) shares.set(name, (shares.get(name) ?? 0) + (to - from) / SLOTS);
  return shares;
}
