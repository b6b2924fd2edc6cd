import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOf, slotOf, SLOTS, type SlotRange } from '#app/domain/experiments/assignment/allocation.ts';
import { assign, HOLDOUT_SHARE, type ExperimentSetup } from '#app/domain/experiments/assignment/assign.ts';
import { mergeAssignmentKeys } from '#app/domain/experiments/assignment/assignment-key.ts';
import { murmur3 } from '#app/domain/kernel/murmur3.ts';
import { reallocate } from '#app/domain/experiments/assignment/reallocate.ts';
import { chiSquareTail } from '#app/domain/statistics/distributions/chi-square.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import vectors from '../../cases/assignment.json' with { type: 'json' };

const units = Array.from(
  { length: 20_000 },
  (_, index) => `gid://shopify/Customer/${7_000_000_000_000 + index}`,
);

const allocationOf = (salt: string, ranges: readonly SlotRange[]) => ({ version: 1, salt, ranges }) as const;
const even = (salt: string, names: readonly string[]) =>
  allocationOf(salt, reallocate([], new Map(names.map((name) => [name, 1 / names.length]))));

/** Pearson's chi-square p value of counts against equal ones. */
function uniformP(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return chiSquareTail(chiSquare, counts.length - 1);
}

function countBy(keys: readonly string[]): readonly number[] {
  return [...Map.groupBy(keys, (key) => key).values()].map((group) => group.length);
}

describe('the conformance vectors', () => {
  it('have the hashes of MurmurHash3', () => {
    for (const { text, murmur3: hash } of vectors.hashes)
      expect(murmur3(new TextEncoder().encode(text)), text).toBe(hash);
  });

  it.each(vectors.cases)('$title', ({ setup, units: expected }) => {
    const allocation = (of: { salt: string; ranges: (string | number)[][] }) =>
      allocationOf(
        of.salt,
        of.ranges.map(([name, from, to]) => ({ name: String(name), from: Number(from), to: Number(to) })),
      );
    const { id, holdout, group, arms } = setup;
    const read: ExperimentSetup = {
      id,
      holdout: holdout && allocation(holdout),
      group: group && allocation(group),
      arms: allocation(arms),
    };
    for (const { unit, slot, assignment } of expected) {
      expect(slotOf(arms.salt, unit)).toBe(slot);
      expect(assign(read, unit)).toEqual(assignment);
    }
  });
});

describe('placing units', () => {
  it('fills a hundred bands evenly, whatever the salt', () => {
    for (const salt of ['e1', 'e2', 'shop-1:holdout', 'group:offers', '']) {
      const counts = new Array<number>(100).fill(0);
      for (const unit of units) counts[Math.floor(slotOf(salt, unit) / 100)]! += 1;
      expect(uniformP(counts), salt).toBeGreaterThan(0.001);
    }
  });

  it('is independent between experiments, and of the holdout', () => {
    const pairs = [
      [even('e1', ['a', 'b']), even('e2', ['a', 'b'])],
      [even('e1', ['a', 'b', 'c', 'd']), even('shop-1:holdout', ['in', 'out'])],
      [even('e1', ['a', 'b']), even('e10', ['a', 'b'])],
    ] as const;
    for (const [one, other] of pairs) {
      const together = units.map((unit) => `${placeOf(one, unit)} ${placeOf(other, unit)}`);
      expect(uniformP(countBy(together))).toBeGreaterThan(0.001);
    }
  });

  it('keeps 5 % of the units out of everything', () => {
    const holdout = allocationOf('holdout', reallocate([], new Map([['holdout', HOLDOUT_SHARE]])));
    const setup = { id: 'e1', holdout, group: null, arms: even('e1', ['control', 'new']) };
    const kept = units.filter((unit) => assign(setup, unit).kind === 'holdout').length;
    expect(Math.abs(kept / units.length - HOLDOUT_SHARE)).toBeLessThan(0.005);
  });

  it('puts a unit into one experiment of a group', () => {
    const group = even('group', ['e1', 'e2']);
    const setups = ['e1', 'e2'].map((id) => ({
      id,
      holdout: null,
      group,
      arms: even(id, ['control', 'new']),
    }));
    const inBoth = units.slice(0, 5_000).filter((unit) => {
      const kinds = setups.map((setup) => assign(setup, unit).kind);
      return kinds.filter((kind) => kind === 'arm').length !== 1;
    });
    expect(inBoth).toEqual([]);
  });
});

describe('changing shares', () => {
  const names = ['control', 'a', 'b', 'c'];
  const sharesArbitrary = fc
    .array(fc.integer({ min: 0, max: 2_500 }), { minLength: 4, maxLength: 4 })
    .map((slots) => new Map(names.map((name, index) => [name, (slots[index] ?? 0) / SLOTS])));
  const sizeOf = (ranges: readonly SlotRange[], name: string) =>
    ranges.filter((range) => range.name === name).reduce((sum, { from, to }) => sum + to - from, 0);

  it('moves a unit only out of an arm that shrinks, however often shares change', () => {
    fc.assert(
      fc.property(fc.array(sharesArbitrary, { minLength: 2, maxLength: 6 }), (steps) => {
        let ranges: readonly SlotRange[] = [];
        for (const shares of steps) {
          const next = reallocate(ranges, shares);
          for (const name of names)
            expect(sizeOf(next, name)).toBe(Math.round((shares.get(name) ?? 0) * SLOTS));
          const [before, after] = [allocationOf('e', ranges), allocationOf('e', next)];
          const left = new Set(
            units.slice(0, 200).flatMap((unit) => {
              const [was, is] = [placeOf(before, unit), placeOf(after, unit)];
              return was !== null && was !== is ? [was] : [];
            }),
          );
          for (const name of left) expect(sizeOf(next, name)).toBeLessThan(sizeOf(ranges, name));
          ranges = next;
        }
      }),
      { numRuns: propertyRuns(40), seed: 6 },
    );
  });

  it('moves nobody when traffic grows', () => {
    const shares = (traffic: number) => new Map(names.map((name) => [name, traffic / 4]));
    const tenth = reallocate([], shares(0.1));
    const whole = reallocate(tenth, shares(1));
    const moved = units.slice(0, 5_000).filter((unit) => {
      const was = placeOf(allocationOf('e', tenth), unit);
      const is = placeOf(allocationOf('e', whole), unit);
      return is === null || (was !== null && is !== was);
    });
    expect(moved).toEqual([]);
  });

  it('loses no slot to rounding', () => {
    const ranges = reallocate(
      [],
      new Map([
        ['a', 1 / 3],
        ['b', 1 / 3],
        ['c', 1 / 3],
      ]),
    );
    expect(ranges.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(SLOTS);
  });

  it('refuses shares beyond all', () => {
    expect(() =>
      reallocate(
        [],
        new Map([
          ['a', 0.6],
          ['b', 0.6],
        ]),
      ),
    ).toThrow('shares sum to at most 1');
  });
});

describe('merging a visitor into a customer', () => {
  const visitor = { key: 'visitor:3f1c', firstSeenAt: 1_000 };
  const customer = { key: 'gid://shopify/Customer/1', firstSeenAt: 2_000 };

  it('keeps the arm of a visitor who becomes a customer', () => {
    expect(mergeAssignmentKeys(visitor, customer)).toBe(visitor);
  });

  it('keeps the arm of a customer who comes back on a new device', () => {
    expect(mergeAssignmentKeys({ ...visitor, firstSeenAt: 3_000 }, customer)).toBe(customer);
  });

  it('leaves the same key in whatever order merges come', () => {
    const key = fc.record({ key: fc.string({ maxLength: 2 }), firstSeenAt: fc.integer({ min: 0, max: 2 }) });
    fc.assert(
      fc.property(key, key, key, (a, b, c) => {
        expect(mergeAssignmentKeys(a, b)).toEqual(mergeAssignmentKeys(b, a));
        expect(mergeAssignmentKeys(mergeAssignmentKeys(a, b), c)).toEqual(
          mergeAssignmentKeys(a, mergeAssignmentKeys(b, c)),
        );
        expect(mergeAssignmentKeys(a, a)).toEqual(a);
      }),
      { seed: 6 },
    );
  });
});
