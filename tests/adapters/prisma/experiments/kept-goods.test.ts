import { describe, expect, it } from 'vitest';
import { goodsOf } from '#app/adapters/prisma/experiments/kept-goods.ts';

describe('goodsOf', () => {
  it('adds up what was kept, by what of it is of known cost', () => {
    const costs = new Map([[701, 400]]);
    expect(goodsOf('701:2:2590 702:1:500 :1:300', costs)).toEqual({
      ...{ items: 4, amount: 3390 },
      ...{ costedAmount: 2590, cost: 800 },
    });
  });

  it('takes an amount below zero off, and goes on with the next line', () => {
    expect(goodsOf(':1:-300 701:1:1295', new Map([[701, 400]]))).toEqual({
      ...{ items: 2, amount: 995 },
      ...{ costedAmount: 1295, cost: 400 },
    });
  });
});
