import { expect, it } from 'vitest';
import { compareSides } from '#app/use-cases/report-holdout.ts';

/** Of `count` checkouts every twentieth is held out; `bought` tells who buys for 1,000. */
const checkouts = (count: number, bought: (at: number, isHeldOut: boolean) => boolean) =>
  Array.from({ length: count }, (_, at) => {
    const isHeldOut = at % 20 === 0;
    const isCompleted = bought(Math.floor(at / 20) + (at % 20), isHeldOut);
    return { unit: `unit-${at}`, isHeldOut, isCompleted, revenueMinor: isCompleted ? 1_000 : 0 };
  });

it('tells what was added a checkout, within its interval, and that it is more', () => {
  const { result } = compareSides(
    checkouts(20_000, (at, isHeldOut) => at % 10 < (isHeldOut ? 3 : 6)),
    0.05,
  );
  expect(result?.kind).toBe('winner');
  expect(result?.completion.difference).toBeCloseTo(0.3, 2);
  expect(result?.revenue.difference).toBeCloseTo(300, -1);
  expect(result?.revenue.low).toBeGreaterThan(0);
});

it('says that it is too early, that sizes are wrong, or nothing, and never a winner then', () => {
  const always = () => true;
  expect(compareSides(checkouts(40, always), 0.05).result?.kind).toBe('too-early');
  expect(compareSides(checkouts(20_000, always), 0.2).result?.kind).toBe('broken-split');
  expect(compareSides(checkouts(20_000, always), 0).result).toBeNull();
  expect(compareSides([], 0.05)).toEqual({ checkouts: 0, heldOut: 0, crossedUnits: 0, result: null });
});
