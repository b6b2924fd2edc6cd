import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTallies, dryRun, NO_CHECKOUTS } from '#app/domain/campaigns/dry-run.ts';
import { NO_LIMITS } from '#app/domain/campaigns/limits.ts';
import { product } from '../builders.ts';
import { aMessage, anUpsell, aProduct, aQuestion, aSegment, aSnapshot, aVariant } from './shop.ts';

const picked = (id: string, priority: number, ...letters: string[]) =>
  anUpsell({ id, priority, source: { kind: 'products', productIds: letters.map(product) } });
const costly = 'abcdef'
  .split('')
  .map((id) => aProduct(id, { variants: [aVariant(id, { unitCostMinor: id === 'f' ? null : 400 })] }));
const shop = (...campaigns: ReturnType<typeof anUpsell>[]) => aSnapshot({ campaigns, products: costly });

describe('dryRun', () => {
  it('counts what would be shown, with the margin of offers of known cost', () => {
    const tally = dryRun(shop(), aQuestion({ cart: 'a' }), picked('new', 1, 'b', 'f'));
    expect(tally).toEqual({
      ...NO_CHECKOUTS,
      checkouts: 1,
      shown: 1,
      items: { [product('b')]: 1, [product('f')]: 1 },
      offersOfKnownCost: 1,
      marginMinor: 600,
    });
  });

  it('counts the margin of the variant that is offered, not of one that a guardrail keeps back', () => {
    const variants = [
      aVariant('b1', { unitCostMinor: 2_000 }),
      aVariant('b2', { price: { amountMinor: 900, currency: 'GBP' }, unitCostMinor: 400 }),
    ];
    const snapshot = aSnapshot({ products: [aProduct('a'), aProduct('b', { variants })] });
    const tally = dryRun(snapshot, aQuestion({ cart: 'a', canChoose: true }), picked('new', 1, 'b'));
    expect(tally).toMatchObject({ shown: 1, offersOfKnownCost: 1, marginMinor: 500 });
  });

  it('tells which campaigns it would take from, and which go before it', () => {
    const running = picked('running', 5, 'b', 'c');
    const above = dryRun(shop(running), aQuestion({ cart: 'a' }), picked('new', 9, 'b', 'd', 'e'));
    expect(above.displaced).toEqual({ running: 1 });
    const limits = { ...NO_LIMITS, group: 'x' };
    const first = aMessage({ title: 'x', body: 'y' }, { id: 'first', priority: 9, limits });
    const grouped = aMessage({ title: 'x', body: 'y' }, { id: 'new', limits });
    expect(dryRun(shop(first), aQuestion(), grouped)).toMatchObject({
      shown: 0,
      notShown: { 'group-taken': 1 },
      gaveWay: { first: 1 },
    });
  });

  it('takes the place of its own saved version, not a place beside it', () => {
    const saved = picked('same', 5, 'b');
    const tally = dryRun(shop(saved), aQuestion({ cart: 'a' }), picked('same', 5, 'c'));
    expect(tally.items).toEqual({ [product('c')]: 1 });
    expect(tally.displaced).toEqual({});
  });

  it('counts why it would not be shown, and what guardrails keep back', () => {
    const gold = { ...picked('new', 1, 'b'), audience: ['gold'] };
    const snapshot = aSnapshot({ products: costly, segments: [aSegment('gold', 'loyalty.tier = "Gold"')] });
    expect(dryRun(snapshot, aQuestion(), gold).notShown).toEqual({ 'not-in-audience': 1 });
    const own = dryRun(shop(), aQuestion({ cart: 'a' }), picked('new', 1, 'a'));
    expect([own.notShown, own.guardrails]).toEqual([{ 'nothing-to-show': 1 }, { 'in-cart': 1 }]);
  });
});

describe('addTallies', () => {
  const counts = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(9), { noNullPrototype: true });
  const tally = fc.record({
    checkouts: fc.nat(9),
    shown: fc.nat(9),
    notShown: counts,
    items: counts,
    offersOfKnownCost: fc.nat(9),
    marginMinor: fc.nat(9),
    guardrails: counts,
    displaced: counts,
    gaveWay: counts,
  });

  it('does not mind the order, the grouping, or nothing', () => {
    fc.assert(
      fc.property(tally, tally, tally, (one, two, three) => {
        expect(addTallies(one, two)).toEqual(addTallies(two, one));
        expect(addTallies(addTallies(one, two), three)).toEqual(addTallies(one, addTallies(two, three)));
        expect(addTallies(one, NO_CHECKOUTS)).toEqual(one);
      }),
    );
  });
});
