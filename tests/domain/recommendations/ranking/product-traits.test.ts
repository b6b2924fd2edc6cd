import { describe, expect, it } from 'vitest';
import { KNOWLEDGE_DEFAULTS } from '#app/domain/recommendations/ranking/knowledge.ts';
import { liftOf, traitsOf, TRAITS } from '#app/domain/recommendations/ranking/product-traits.ts';
import { createShopState, fitState, takeOrder } from '#app/domain/recommendations/shop-state.ts';

const DAY = 86_400_000;
const timeOf = (day: number) => new Date(Date.UTC(2026, 0, 1) + day * DAY).toISOString();

function aShop() {
  const state = createShopState([
    { sku: 'a', title: 'A', price: 2 },
    { sku: 'b', title: 'B', price: 3 },
  ]);
  for (let day = 0; day < 10; day++)
    takeOrder(
      state,
      {
        id: `o${day}`,
        time: timeOf(day),
        customer: null,
        country: day < 5 ? 'GB' : 'FR',
        items: [day < 5 ? 'a' : 'b'],
      },
      KNOWLEDGE_DEFAULTS,
    );
  const { engine } = fitState(state, KNOWLEDGE_DEFAULTS);
  const trait = (name: keyof typeof TRAITS) =>
    engine.knowledge.traits.values[traitsOf(engine.knowledge, 0, 1, 1) + TRAITS[name]] ?? Number.NaN;
  return { state, knowledge: engine.knowledge, trait };
}

describe('traitsOf', () => {
  it('knows of an order as soon as it was learned', () => {
    const { state, trait } = aShop();
    expect(trait('popularity')).toBeCloseTo(Math.log(5.5 / 11), 5);
    takeOrder(state, { id: 'o10', time: timeOf(10), customer: null, items: ['a'] }, KNOWLEDGE_DEFAULTS);
    expect(trait('popularity')).toBeCloseTo(Math.log(6.5 / 12), 5);
  });
});

describe('liftOf', () => {
  it('tells countries apart, whichever was asked before', () => {
    const { state, knowledge } = aShop();
    const [gb = 0, fr = 0] = ['GB', 'FR'].map((name) => state.log.countryIndex.get(name));
    traitsOf(knowledge, 0, 1, 1);
    expect(liftOf(knowledge, 0, gb)).toBeGreaterThan(0);
    expect(liftOf(knowledge, 0, fr)).toBeLessThan(0);
    expect(liftOf(knowledge, 0, gb)).toBeGreaterThan(0);
  });

  it('is 0 in a country without orders', () => {
    const { knowledge } = aShop();
    traitsOf(knowledge, 0, 1, 1);
    expect(liftOf(knowledge, 0, 77)).toBe(0);
  });
});
