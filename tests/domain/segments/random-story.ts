import type { ShopperEvent } from '#app/domain/profiles/shopper-event.ts';

/** Seeded numbers in [0, 1): mulberry32. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Dice {
  below(limit: number): number;
  pick<Value>(values: readonly Value[]): Value;
  chance(share: number): boolean;
}

export function createDice(seed: number): Dice {
  const next = random(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, pick: (values) => values[below(values.length)]!, chance: (share) => next() < share };
}

const at = (text: string): number => Date.parse(text) / 1000;

/** Where clocks change, and one day on which they do not. */
export const SCENES = [
  { timezone: 'Europe/London', around: at('2026-03-29T01:00:00Z') },
  { timezone: 'Europe/London', around: at('2026-10-25T01:00:00Z') },
  { timezone: 'America/New_York', around: at('2026-03-08T07:00:00Z') },
  { timezone: 'America/New_York', around: at('2026-11-01T06:00:00Z') },
  { timezone: 'Asia/Kathmandu', around: at('2026-02-28T18:15:00Z') },
  { timezone: 'UTC', around: at('2026-11-22T12:00:00Z') },
] as const;

const DAY = 86_400;
export const IDS = ['c1', 'c2', 'v1', 'v2'];

/** What some shoppers did around an instant, in no order: late, twice, cancelled, refunded, merged, consent taken and given. */
export function aStory(dice: Dice, around: number): readonly ShopperEvent[] {
  const size = 5 + dice.below(40);
  const events = Array.from({ length: size }, (_, index) => anEvent(dice, around, index));
  const again = events.filter(({ type }) => type === 'order' && dice.chance(0.2));
  const later = again.map((event) =>
    dice.chance(0.5) ? event : { ...event, at: event.at + dice.below(DAY) },
  );
  return [...events, ...later].sort(() => dice.below(3) - 1);
}

/** Some on the hour, so that things coincide. */
function aTime(dice: Dice, around: number): number {
  const hours = around + (dice.below(240) - 144) * 3_600;
  return dice.chance(0.5) ? hours : hours + dice.below(3_600);
}

function anEvent(dice: Dice, around: number, index: number): ShopperEvent {
  const base = { shopper: dice.pick(IDS), at: aTime(dice, around) };
  const roll = dice.below(100);
  if (roll < 30) return anOrder(dice, base, index);
  if (roll < 36) return { type: 'order_cancelled', order: anOrderId(dice), at: base.at };
  if (roll < 45)
    return { type: 'refund', order: anOrderId(dice), at: base.at, amountMinor: dice.below(3_000) };
  if (roll < 58) {
    const lasted = dice.chance(0.6) && { lastedSeconds: dice.below(20) * 30 };
    return { type: 'view', ...base, product: dice.pick(['p1', 'p2', 'p3', 'p4', null]), ...lasted };
  }
  if (roll < 66) return { type: 'search', ...base, query: dice.pick(['mug', 'tea', '']) };
  if (roll < 78) return aCart(dice, base);
  if (roll < 83) return { type: 'checkout', ...base };
  if (roll < 88) return { type: 'consent', ...base, isAllowed: dice.chance(0.5) };
  if (roll < 91) return { type: 'merge', from: dice.pick(IDS), to: dice.pick(IDS), at: base.at };
  // Two that differ within one second would only test which of them a tie takes.
  return { ...aCustomer(dice, base.shopper, around), at: base.at - (base.at % 3_600) + index };
}

const anOrderId = (dice: Dice): string => `o${dice.below(12)}`;

function anOrder(dice: Dice, base: { shopper: string; at: number }, index: number): ShopperEvent {
  const products = dice.pick([['p1'], ['p2'], ['p1', 'p2', 'p1'], ['p3', 'p1'], []]);
  return {
    type: 'order',
    id: `o${index}`,
    ...base,
    totalMinor: dice.below(5_000),
    lines: products.map((product) => ({
      product,
      quantity: dice.below(4),
      priceMinor: dice.below(20) * 100,
    })),
  };
}

function aCart(dice: Dice, base: { shopper: string; at: number }): ShopperEvent {
  const isEmpty = dice.chance(0.25);
  return { type: 'cart', ...base, isEmpty, valueMinor: isEmpty ? 0 : dice.below(9_000) };
}

function aCustomer(dice: Dice, shopper: string, around: number): ShopperEvent {
  const attributes = {
    ...(dice.chance(0.6) && { country: dice.pick(['GB', 'US', null]) }),
    ...(dice.chance(0.6) && { loyaltyTier: dice.pick(['Gold', 'gold', 'Silver', null]) }),
    ...(dice.chance(0.6) && { tags: dice.pick([['vip'], ['VIP', 'x'], [], ['vip', 'x']]) }),
    ...(dice.chance(0.4) && { language: dice.pick(['en', 'en-GB', null]) }),
    ...(dice.chance(0.4) && { emailMarketing: dice.pick([true, false, null]) }),
    ...(dice.chance(0.4) && { createdAt: dice.pick([aTime(dice, around), aTime(dice, around), null]) }),
  };
  return { type: 'customer', shopper, at: 0, attributes };
}
