import { describe, expect, it } from 'vitest';
import { closeCart, openCart } from '#app/domain/profiles/open-carts.ts';
import { aCart, aProfile, NOW } from '../builders.ts';

const DAY = 86_400;

describe('openCart', () => {
  it('keeps the earliest start and the latest change of a cart told again, in any order', () => {
    const news = [
      { token: 'a', startedAt: NOW - 50, updatedAt: NOW - 50 },
      { token: 'a', startedAt: NOW - 60, updatedAt: NOW - 20 },
      { token: 'a', startedAt: NOW - 60, updatedAt: NOW - 40 },
    ];
    const expected = [{ token: 'a', startedAt: NOW - 60, updatedAt: NOW - 20 }];
    expect(news.reduce(openCart, aProfile()).openCarts).toEqual(expected);
    expect(news.toReversed().reduce(openCart, aProfile()).openCarts).toEqual(expected);
  });

  it('forgets carts left alone for 90 days when another is opened', () => {
    const old = openCart(aProfile(), aCart('old', NOW - 90 * DAY));
    const recent = openCart(old, aCart('recent', NOW - 89 * DAY));
    expect(recent.openCarts).toHaveLength(2);
    expect(openCart(recent, aCart('new', NOW)).openCarts.map(({ token }) => token)).toEqual([
      'recent',
      'new',
    ]);
  });
});

describe('closeCart', () => {
  it('takes one cart out and ignores an unknown one', () => {
    const open = openCart(openCart(aProfile(), aCart('a', NOW)), aCart('b', NOW));
    expect(closeCart(open, 'a').openCarts).toEqual([aCart('b', NOW)]);
    expect(closeCart(open, 'unknown')).toEqual(open);
  });
});
