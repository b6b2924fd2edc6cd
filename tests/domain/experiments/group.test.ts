import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SLOTS, type SlotRange } from '#app/domain/experiments/assignment/allocation.ts';
import { takeFromGroup, takenOf } from '#app/domain/experiments/assignment/group.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const owners = (ranges: readonly SlotRange[]): (string | null)[] => {
  const slots = new Array<string | null>(SLOTS).fill(null);
  for (const { name, from, to } of ranges)
    for (let slot = from; slot < to; slot += 1) {
      slots[slot] = slots[slot] === null ? name : 'taken twice';
    }
  return slots;
};

it('keeps parts apart and moves nobody, whoever comes and ends, and refuses only what does not fit', () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('start' as const), share: fc.integer({ min: 1, max: 100 }) }),
    fc.record({ kind: fc.constant('end' as const), at: fc.nat(9) }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      let held: readonly SlotRange[] = [];
      events.forEach((happens, at) => {
        const before = owners(held);
        const running = [...new Set(held.map(({ name }) => name))];
        if (happens.kind === 'end') held = held.filter(({ name }) => name !== running[happens.at]);
        else {
          const taken = takeFromGroup(held, `e${at}`, happens.share / 100);
          const free = Math.round((1 - takenOf(held)) * 100);
          expect(taken === null).toBe(happens.share > free);
          if (taken) expect(takenOf(taken)).toBeCloseTo(happens.share / 100, 10);
          held = [...held, ...(taken ?? [])];
        }
        const after = owners(held);
        const ended = happens.kind === 'end' ? running[happens.at] : undefined;
        const moved = before.filter((name, slot) => name !== null && name !== ended && name !== after[slot]);
        expect(moved).toEqual([]);
        expect(after).not.toContain('taken twice');
      });
    }),
    { numRuns: propertyRuns(30) },
  );
});

it('takes whole slots, so that a share a hair above what is free takes what is free', () => {
  expect(takeFromGroup([{ name: 'b', from: 0, to: 7_000 }], 'c', 0.30004)).toEqual([
    { name: 'c', from: 7_000, to: 10_000 },
  ]);
});

it('takes free slots from the front, also those that an ended experiment left', () => {
  expect(takeFromGroup([{ name: 'b', from: 2_000, to: 5_500 }], 'c', 0.35)).toEqual([
    { name: 'c', from: 0, to: 2_000 },
    { name: 'c', from: 5_500, to: 7_000 },
  ]);
  expect(takeFromGroup([{ name: 'b', from: 0, to: 6_000 }], 'c', 0.5)).toBeNull();
});
