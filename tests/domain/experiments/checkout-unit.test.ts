import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unitOfCheckout } from '#app/domain/experiments/assignment/checkout-unit.ts';
import { slotOf } from '#app/domain/experiments/assignment/allocation.ts';
import { NOWHERE, sharesOf, unmovedRanges } from '#app/domain/experiments/assignment/unmoved.ts';
import { reallocate } from '#app/domain/experiments/assignment/reallocate.ts';

const asker = fc.record({
  shopperId: fc.option(fc.string({ minLength: 1 })),
  checkoutToken: fc.string({ minLength: 1 }),
});

it('places a customer by the customer and a guest by the checkout', () => {
  expect(unitOfCheckout({ shopperId: 'c', checkoutToken: 't' }, null, 1)).toBe('c');
  expect(unitOfCheckout({ shopperId: null, checkoutToken: 't' }, null, 1)).toBe('t');
  expect(unitOfCheckout({ shopperId: null, checkoutToken: null }, null, 1)).toBeNull();
});

it('keeps the key a checkout was first seen under, whoever signs in and whatever the clock says', () => {
  fc.assert(
    fc.property(asker, fc.string({ minLength: 1 }), fc.nat(), fc.nat(), (who, key, firstSeenAt, now) => {
      expect(unitOfCheckout(who, { key, firstSeenAt }, now)).toBe(key);
    }),
  );
});

const shares = fc
  .array(fc.double({ min: 0, max: 0.5, noNaN: true }), { minLength: 2, maxLength: 2 })
  .map(([a = 0, b = 0]) => new Map([['a', a], ['b', b]])); // prettier-ignore

it('leaves of changed shares only slots that had one name all the time, and says their shares', () => {
  fc.assert(
    fc.property(fc.array(shares, { minLength: 1, maxLength: 4 }), fc.string(), (history, unit) => {
      const all = history.reduce(
        (known, next) => [...known, reallocate(known.at(-1) ?? [], next)],
        [] as ReturnType<typeof reallocate>[],
      );
      const ranges = unmovedRanges(all);
      const slot = slotOf('salt', unit);
      const names = new Set(
        all.map((each) => each.find(({ from, to }) => from <= slot && slot < to)?.name ?? NOWHERE),
      );
      const kept = ranges.find(({ from, to }) => from <= slot && slot < to)?.name;
      expect(kept).toBe(names.size === 1 ? [...names][0] : undefined);
      const sum = [...sharesOf({ ranges }).values()].reduce((total, share) => total + share, 0);
      expect(sum).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});
