import { describe, expect, it } from 'vitest';
import type { Basket } from '#app/domain/recommendations/basket.ts';
import { openModel } from '#app/domain/recommendations/open-model.ts';
import { trainModel } from '#app/domain/recommendations/train-model.ts';
import { product, SEED } from '../builders.ts';
import { aBasket, groupedBaskets } from './baskets.ts';

/** The formula of the README, pair by pair, with sets and without arrays. */
function similarity(baskets: readonly Basket[], from: string, to: string, a: number, s: number): number {
  const holding = (...ids: string[]) =>
    baskets
      .filter(({ products }) => ids.every((id) => products.includes(product(id))))
      .reduce((sum, { products, weight = 1 }) => sum + weight / new Set(products).size, 0);
  return holding(from, to) / (holding(from) ** a * holding(to) ** (1 - a) + s);
}

describe('trainModel', () => {
  it('gives every pair the similarity of the formula and the orders that held both', () => {
    const baskets = [
      aBasket('ab'),
      aBasket('abc'),
      aBasket('bcd'),
      { ...aBasket('ad'), weight: 3 },
      aBasket('a'),
    ];
    const model = openModel(trainModel(baskets, { asymmetry: 0.7, shrinkage: 1 }), 1);
    for (const from of 'abcd')
      for (const { productId, score, orders } of model.neighbours(product(from))) {
        const to = productId.slice(-1);
        expect(score).toBeCloseTo(similarity(baskets, from, to, 0.7, 1), 6);
        expect(orders).toBe(
          baskets.filter(({ products }) => products.includes(product(from)) && products.includes(productId))
            .length,
        );
      }
    expect(model.neighbours(product('a')).map(({ productId }) => productId.slice(-1))).toEqual([
      'd',
      'b',
      'c',
    ]);
  });

  it('counts a product once in an order that names it twice', () => {
    expect(trainModel([aBasket('aabb')])).toEqual(trainModel([aBasket('ab')]));
  });

  it('keeps the best neighbours only, equal ones by product id', () => {
    const model = openModel(trainModel([aBasket('adcb')], { neighbours: 2 }), 1);
    expect(model.neighbours(product('c')).map(({ productId }) => productId)).toEqual([
      product('a'),
      product('b'),
    ]);
  });

  it('gives the same model for the same baskets', () => {
    const baskets = groupedBaskets(300, 8, SEED);
    expect(trainModel(baskets)).toEqual(trainModel(baskets));
  });

  it('halves the popularity of an order with every half-life of age', () => {
    const { products, popularity } = trainModel([aBasket('a', 0), aBasket('b', 14), aBasket('c', 28)], {
      popularityHalfLifeDays: 14,
    });
    expect(products.map((id) => id.slice(-1))).toEqual(['a', 'b', 'c']);
    expect([...popularity]).toEqual([1, 0.5, 0.25]);
  });

  it('counts the orders of the last 30 days', () => {
    const { recentOrders } = trainModel([aBasket('ab', 0), aBasket('ab', 29), aBasket('b', 30)]);
    expect([...recentOrders]).toEqual([2, 2]);
  });

  it.each([
    ['no orders', []],
    ['an empty order', [aBasket('')]],
    ['orders of one product', [aBasket('a'), aBasket('a')]],
    ['an order without weight', [{ ...aBasket('ab'), weight: 0 }]],
  ])('learns no pairs from %s', (_, baskets) => {
    const data = trainModel(baskets);
    expect(data.neighbours).toHaveLength(0);
    expect(data.orders).toBe(baskets.length);
  });
});
