import { describe, expect, it } from 'vitest';
import { createEventLog } from '#app/domain/profiles/event-log.ts';
import { joinIdentities } from '#app/domain/profiles/identities.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { ShopperEvent } from '#app/domain/profiles/shopper-event.ts';
import { aStory, createDice, SCENES } from '../segments/random-story.ts';
import { SEED } from '../builders.ts';

function fold(events: readonly ShopperEvent[], until = Infinity): Readonly<Record<string, Profile>> {
  const log = createEventLog(until);
  for (const event of events) log.add(event);
  return Object.fromEntries([...log.shoppers()].sort().map((shopper) => [shopper, log.profile(shopper)]));
}

describe('an event log', () => {
  it('gives the same profiles whatever the order in which events are told', () => {
    for (let seed = SEED; seed < SEED + 300; seed++) {
      const dice = createDice(seed);
      const events = aStory(dice, dice.pick(SCENES).around);
      const shuffled = events.map((event) => ({ event, key: dice.below(1e6) })).sort((a, b) => a.key - b.key);
      expect(fold(shuffled.map(({ event }) => event))).toEqual(fold(events));
    }
  });

  it('is the same as one that never heard of what comes later', () => {
    const dice = createDice(SEED);
    const { around } = SCENES[0];
    const events = aStory(dice, around);
    expect(fold(events, around)).toEqual(fold(events.filter(({ at }) => at <= around)));
  });

  it('keeps an order told twice as it was first placed', () => {
    const order = (at: number, totalMinor: number): ShopperEvent => ({
      ...{ type: 'order', id: 'o1', shopper: 'c1', at, totalMinor, lines: [] },
    });
    const { c1 } = fold([order(20, 5), order(10, 7), order(10, 7)]);
    expect(c1?.purchases.map(({ at, netMinor }) => [at, netMinor])).toEqual([[10, 7]]);
  });

  it('gives each attribute as it was told last, and leaves alone what news does not tell', () => {
    const told = (at: number, attributes: object): ShopperEvent => ({
      type: 'customer',
      shopper: 'c1',
      at,
      attributes,
    });
    const { c1 } = fold([
      told(3, { country: null }),
      told(2, { tags: ['b', 'a'] }),
      told(1, { country: 'GB', loyaltyTier: 'Gold' }),
    ]);
    expect(c1?.attributes).toMatchObject({ country: null, tags: ['a', 'b'], loyaltyTier: 'Gold' });
  });
});

describe('things of one second', () => {
  const base = { shopper: 'c1', at: 10 };
  it('take a withdrawal of consent for the last word', () => {
    const { c1 } = fold([
      { type: 'consent', ...base, isAllowed: true },
      { type: 'consent', ...base, isAllowed: false },
      { type: 'view', ...base, product: null },
    ]);
    expect(c1?.views).toBeUndefined();
  });

  it('take a cart for closed', () => {
    const { c1 } = fold([
      { type: 'checkout', ...base },
      { type: 'cart', ...base, isEmpty: false, valueMinor: 5 },
    ]);
    expect(c1?.openCarts).toEqual([]);
  });
});

describe('joinIdentities', () => {
  it('follows merges to the last survivor, in any order of telling', () => {
    const merges = [
      { from: 'v2', to: 'c1', at: 2 },
      { from: 'v1', to: 'v2', at: 1 },
      { from: 'v1', to: 'c2', at: 3 },
      { from: 'c2', to: 'v1', at: 4 },
    ];
    for (const told of [merges, [...merges].reverse()]) {
      const personOf = joinIdentities(told);
      expect(['v1', 'v2', 'c1', 'c2', 'other'].map(personOf)).toEqual(['c2', 'c2', 'c2', 'c2', 'other']);
    }
  });

  it('walks a chain of 100,000 merges without slowing down', () => {
    const chain = Array.from({ length: 100_000 }, (_, at) => ({ from: `v${at}`, to: `v${at + 1}`, at }));
    const personOf = joinIdentities(chain);
    expect(chain.every(({ from }) => personOf(from) === 'v100000')).toBe(true);
  });
});
