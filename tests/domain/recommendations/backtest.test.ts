import { describe, expect, it } from 'vitest';
import { backtest } from '#app/domain/recommendations/backtest.ts';
import { openModel } from '#app/domain/recommendations/open-model.ts';
import { trainModel } from '#app/domain/recommendations/train-model.ts';
import { product, SEED } from '../builders.ts';
import { aBasket, groupedBaskets } from './baskets.ts';

describe('backtest', () => {
  it('counts hits among the first k and the mean of their reciprocal ranks', () => {
    const model = openModel(trainModel([aBasket('ab'), aBasket('ab'), aBasket('ac')]), 1);
    const query = (target: string) => ({ cart: [product('a')], history: [], target: product(target) });
    expect(backtest(model, [query('b'), query('c'), query('z')], 2)).toEqual({
      queries: 3,
      hitRate: 2 / 3,
      meanReciprocalRank: 1.5 / 3,
      productsShown: 2,
    });
  });

  it('is 0 without queries', () => {
    expect(backtest(openModel(trainModel([]), 1), [], 10)).toMatchObject({ queries: 0, hitRate: 0 });
  });

  it('finds the missing member of a group far better than popularity does', () => {
    const baskets = groupedBaskets(2_000, 40, SEED);
    const held = baskets.slice(1_600).filter(({ products }) => products.length > 2);
    const queries = held.map(({ products: [target = product(0), ...cart] }) => ({
      cart,
      history: [],
      target,
    }));
    const model = openModel(trainModel(baskets.slice(0, 1_600)), 1);
    const popular = backtest(
      model,
      queries.map((query) => ({ ...query, cart: [] })),
      5,
    );
    expect(backtest(model, queries, 5).hitRate).toBeGreaterThan(0.8);
    expect(popular.hitRate).toBeLessThan(0.2);
  });
});
