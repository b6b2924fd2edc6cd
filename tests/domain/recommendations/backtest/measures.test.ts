import { describe, expect, it } from 'vitest';
import { estimate } from '#app/domain/recommendations/backtest/estimate.ts';
import { measure } from '#app/domain/recommendations/backtest/measures.ts';

describe('measure', () => {
  it('counts a product found first as everything', () => {
    expect(measure([7, 8, 9], new Set([7]))).toEqual({
      hitRate3: 1,
      hitRate10: 1,
      reciprocalRank10: 1,
      recall10: 1,
      ndcg10: 1,
    });
  });

  it('counts two of four at places 2 and 5', () => {
    const found = measure([1, 7, 2, 3, 8, 4], new Set([7, 8, 50, 51]));
    expect([found.hitRate3, found.hitRate10, found.reciprocalRank10, found.recall10]).toEqual([
      1, 1, 0.5, 0.5,
    ]);
    // (1 / log2 3 + 1 / log2 6) / (1 + 1 / log2 3 + 1 / log2 4 + 1 / log2 5)
    expect(found.ndcg10).toBeCloseTo(1.017783 / 2.561606, 5);
  });

  it('looks at ten places only', () => {
    const ranked = Array.from({ length: 11 }, (_, at) => at);
    expect(measure(ranked, new Set([10]))).toMatchObject({ hitRate10: 0, reciprocalRank10: 0, ndcg10: 0 });
  });
});

describe('estimate', () => {
  const one = (order: number, hit: 0 | 1) => ({
    order,
    measures: { hitRate3: hit, hitRate10: hit, reciprocalRank10: hit, recall10: hit, ndcg10: hit },
  });

  it('is the binomial interval where every order was asked once', () => {
    const measured = Array.from({ length: 400 }, (_, order) => one(order, order % 4 === 0 ? 1 : 0));
    const { mean, plusMinus } = estimate(measured).hitRate10;
    expect(mean).toBe(0.25);
    expect(plusMinus).toBeCloseTo(1.96 * Math.sqrt((0.25 * 0.75) / 399), 6);
  });

  it('counts the questions of an order as one observation', () => {
    const twice = Array.from({ length: 800 }, (_, at) => one(at >> 1, (at >> 1) % 4 === 0 ? 1 : 0));
    const once = twice.filter((_, at) => at % 2 === 0);
    expect(estimate(twice).hitRate10.plusMinus).toBeCloseTo(estimate(once).hitRate10.plusMinus, 12);
  });

  it('says nothing from nothing', () => {
    expect(estimate([]).hitRate10).toEqual({ mean: 0, plusMinus: 0 });
    expect(estimate([one(1, 1)]).hitRate10).toEqual({ mean: 1, plusMinus: 1 });
  });
});
