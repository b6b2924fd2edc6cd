import { describe, expect, it } from 'vitest';
import { emptyModel, openModel } from '#app/domain/recommendations/open-model.ts';
import { trainModel } from '#app/domain/recommendations/train-model.ts';
import { product, SEED } from '../builders.ts';
import { aBasket, groupedBaskets } from './baskets.ts';

const ids = (text: string) => text.split('').map(product);
const baskets = [aBasket('ab'), aBasket('ab'), aBasket('ac'), aBasket('de'), aBasket('de'), aBasket('e')];
const model = openModel(trainModel(baskets), 7);
const suggest = (cart: string, history = '', limit = 10) =>
  model.candidates({ cart: ids(cart), history: ids(history), limit });
const letters = (found: readonly { productId: string }[]) =>
  found.map(({ productId }) => productId.slice(-1)).join('');

describe('candidates', () => {
  it('puts what is bought together with the cart first, with the orders that held both', () => {
    expect(suggest('a')[0]).toMatchObject({
      productId: product('b'),
      because: { kind: 'bought-together', productId: product('a'), orders: 2 },
    });
  });

  it('puts what the shopper bought before next, with how often', () => {
    const again = suggest('a', 'ded').find(({ productId }) => productId === product('d'));
    expect(again?.because).toEqual({ kind: 'bought-before', productId: product('d'), orders: 2 });
  });

  it('leads from the history to products not bought yet', () => {
    const found = suggest('', 'a').find(({ productId }) => productId === product('b'));
    expect(found?.because).toEqual({ kind: 'bought-before', productId: product('a'), orders: 2 });
  });

  it('falls back to popular products, with their recent orders', () => {
    expect(letters(suggest(''))).toBe('aebdc');
    expect(suggest('')[0]?.because).toEqual({ kind: 'popular', orders: 3 });
  });

  it('never suggests what is in the cart, and ignores unknown products', () => {
    expect(letters(suggest('abc', 'abc'))).toBe('ed');
    expect(letters(suggest('zz', 'y'))).toBe(letters(suggest('')));
  });

  it('gives at most the limit, each a prefix of the longer list', () => {
    const all = suggest('a', 'dd', 10);
    for (const limit of [0, 1, 2, 3]) expect(suggest('a', 'dd', limit)).toEqual(all.slice(0, limit));
  });

  it('is best first, equal scores by product id, and gives the same again', () => {
    const big = openModel(trainModel(groupedBaskets(500, 10, SEED)), 1);
    const query = { cart: [product(3), product(17)], history: [product(8), product(31)], limit: 40 };
    const found = big.candidates(query);
    expect(big.candidates(query)).toEqual(found);
    expect(found).toHaveLength(40);
    for (const [index, { score, productId }] of found.entries()) {
      const next = found[index + 1];
      if (next) expect(score > next.score || (score === next.score && productId < next.productId)).toBe(true);
    }
  });

  it('leaves nothing of one query in the next', () => {
    const before = suggest('d');
    suggest('abc', 'abcde');
    expect(suggest('d')).toEqual(before);
  });
});

describe('a model', () => {
  it('names its version and the orders it learned from', () => {
    expect([model.version, model.orders]).toEqual([7, 6]);
  });

  it('has no neighbours for an unknown product', () => expect(model.neighbours(product('z'))).toEqual([]));

  it('suggests nothing when it knows nothing', () => {
    expect(emptyModel().candidates({ cart: ids('a'), history: ids('b'), limit: 5 })).toEqual([]);
  });
});
