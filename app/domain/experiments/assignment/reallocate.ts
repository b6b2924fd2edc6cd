import { invariant } from '../../kernel/invariant.ts';
import { SLOTS, type SlotRange } from './allocation.ts';

/** A name's share of all slots, 0 to 1. */
export type Shares = ReadonlyMap<string, number>;

/**
 * Ranges for new shares in which as few units as can be move: a name that shrinks gives up its last slots, and a name that grows
 * takes free ones from the front. So nobody moves while shares only grow into free slots, and otherwise only units of those that
 * shrink do. Start from no ranges for a new experiment. Shares sum to at most 1; each is rounded down to whole slots, and slots so lost
 * go to the largest remainders.
 */
export function reallocate(ranges: readonly SlotRange[], shares: Shares): readonly SlotRange[] {
  const wanted = wholeSlots(shares);
  const slots = expand(ranges);
  const held = new Map<string, number>();
  slots.forEach((name, slot) => {
    if (name === null) return;
    const count = held.get(name) ?? 0;
    if (count < (wanted.get(name) ?? 0)) held.set(name, count + 1);
    else slots[slot] = null;
  });
  for (const [name, count] of wanted) fill(slots, name, count - (held.get(name) ?? 0));
  return toRanges(slots);
}

function wholeSlots(shares: Shares): ReadonlyMap<string, number> {
  const sum = [...shares.values()].reduce((all, share) => all + share, 0);
  invariant(sum <= 1 + 1e-9, 'shares sum to at most 1');
  const exact = [...shares].map(([name, share]) => ({
    name,
    exact: share * SLOTS,
    whole: Math.floor(share * SLOTS + 1e-6),
  }));
  const lost = Math.round(sum * SLOTS) - exact.reduce((all, { whole }) => all + whole, 0);
  const luckiest = exact
    .toSorted((a, b) => b.exact - b.whole - (a.exact - a.whole))
    .slice(0, Math.max(0, lost))
    .map(({ name }) => name);
  return new Map(exact.map(({ name, whole }) => [name, whole + (luckiest.includes(name) ? 1 : 0)]));
}

function expand(ranges: readonly SlotRange[]): (string | null)[] {
  const slots = new Array<string | null>(SLOTS).fill(null);
  for (const { name, from, to } of ranges) slots.fill(name, from, to);
  return slots;
}

function fill(slots: (string | null)[], name: string, count: number): void {
  let left = count;
  for (let slot = 0; slot < SLOTS && left > 0; slot += 1) {
    if (slots[slot] !== null) continue;
    slots[slot] = name;
    left -= 1;
  }
}

function toRanges(slots: readonly (string | null)[]): readonly SlotRange[] {
  const ranges: SlotRange[] = [];
  let from = 0;
  for (let slot = 1; slot <= SLOTS; slot += 1) {
    const name = slots[from] ?? null;
    if (slot < SLOTS && slots[slot] === name) continue;
    if (name !== null) ranges.push({ name, from, to: slot });
    from = slot;
  }
  return ranges;
}
