import { describe, expect, it } from 'vitest';
import { unionOfCarts } from '#app/domain/profiles/open-carts.ts';
import type { OpenCartFact } from '#app/domain/profiles/profile.ts';
import { NOW } from '../builders.ts';

describe('unionOfCarts', () => {
  it('keeps the earliest start and the latest change of a cart told again, in any order', () => {
    const news = [
      { token: 'a', startedAt: NOW - 50, updatedAt: NOW - 50 },
      { token: 'a', startedAt: NOW - 60, updatedAt: NOW - 20 },
      { token: 'a', startedAt: NOW - 60, updatedAt: NOW - 40 },
    ];
    const expected = [{ token: 'a', startedAt: NOW - 60, updatedAt: NOW - 20 }];
    const fold = (carts: readonly OpenCartFact[], cart: OpenCartFact) => unionOfCarts(carts, [cart]);
    expect(news.reduce(fold, [])).toEqual(expected);
    expect(news.toReversed().reduce(fold, [])).toEqual(expected);
  });
});
