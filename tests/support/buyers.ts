import type { Buyer } from '#app/domain/lifetime/estimate-lifetime.ts';
import { createDice } from '#tests/domain/segments/random-story.ts';

const DAY = 86_400;

/** Customers of a year who differ in how often they buy, and of whom a good part stop; numbered from 1, values in minor units. */
export function someBuyers(count: number, now: number): readonly Buyer<number>[] {
  const dice = createDice(20_261_128);
  return Array.from({ length: count }, (_, index) => {
    const gapDays = dice.pick([12, 25, 50, 90]);
    const value = dice.pick([1_500, 3_000, 8_000]);
    const stopsAfter = dice.chance(0.5) ? 1 + dice.below(6) : Infinity;
    const purchases = [];
    let at = now - (30 + dice.below(335)) * DAY;
    for (let bought = 0; bought < stopsAfter && at <= now; bought += 1) {
      purchases.push({ time: at, value: value + dice.below(9) * 100 });
      at += Math.round((0.3 + dice.below(15) / 10) * gapDays) * DAY;
    }
    return { id: index + 1, purchases };
  });
}
