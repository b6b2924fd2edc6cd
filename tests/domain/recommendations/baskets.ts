import type { Basket } from '#app/domain/recommendations/basket.ts';
import { NOW, product } from '../builders.ts';

export const aBasket = (ids: string, daysAgo = 0): Basket => ({
  products: ids.split('').map(product),
  at: NOW - daysAgo * 86_400,
});

/** mulberry32: the same numbers on every machine. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Orders that hold products of one group of five, and now and then one of another. */
export function groupedBaskets(count: number, groups: number, seed: number): readonly Basket[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const group = Math.floor(random() * groups);
    const own = [0, 1, 2, 3, 4].filter(() => random() < 0.6).map((member) => product(group * 5 + member));
    const stray = random() < 0.2 ? [product(Math.floor(random() * groups * 5))] : [];
    return { products: [...own, ...stray], at: NOW - (count - index) * 600 };
  });
}
