import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewDial, type DialQuestion } from '#app/domain/recommendations/ranking/dial-preview.ts';
import { product, SEED } from '../builders.ts';

const margins = (minor: Record<string, number>) => {
  const entries = Object.entries(minor).map(([letter, margin]) => [product(letter), margin] as const);
  const mean = entries.reduce((sum, [, margin]) => sum + margin, 0) / entries.length;
  return {
    minor: new Map(entries),
    relative: new Map(entries.map(([id, margin]) => [id, margin / mean])),
  };
};
const question = (bought: string, scores: Record<string, number>): DialQuestion => ({
  bought: product(bought),
  candidates: Object.entries(scores).map(([letter, score]) => ({ productId: product(letter), score })),
});

describe('previewDial', () => {
  it('counts what is lost and what is earned as profit weighs more', () => {
    const asked = question('a', { a: 0.5, b: 0.2, c: 0.15, d: 0.1, e: 0.05 });
    const costs = margins({ a: 10, b: 100, c: 100, d: 400, e: 390 });
    // By expected margin at 1: d 40, b 20, e 19.5, c 15, a 5.
    expect(previewDial([asked], costs, [0, 1])).toEqual([
      { dial: 0, hits: 1, offerMarginMinor: 70 },
      { dial: 1, hits: 0, offerMarginMinor: (400 + 100 + 390) / 3 },
    ]);
  });

  it('counts a product of unknown cost with the mean margin, and leaves it out of what is earned', () => {
    const asked = question('x', { x: 0.4, a: 0.3, b: 0.3 });
    const [, profit] = previewDial([asked], margins({ a: 50, b: 150 }), [0, 1]);
    expect(profit).toEqual({ dial: 1, hits: 1, offerMarginMinor: 100 });
  });

  it('knows no margin where no cost is known, and then moves nothing', () => {
    const points = previewDial([question('a', { a: 0.6, b: 0.4 })], {
      minor: new Map(),
      relative: new Map(),
    });
    expect(points).toHaveLength(11);
    for (const point of points) expect(point).toMatchObject({ hits: 1, offerMarginMinor: null });
  });

  it('shows three different products at every position', () => {
    const candidate = fc.record({
      score: fc.double({ min: 0.001, max: 1, noNaN: true }),
      margin: fc.integer({ min: -100, max: 10_000 }),
    });
    fc.assert(
      fc.property(fc.array(candidate, { minLength: 3, maxLength: 12 }), (drawn) => {
        const letters = drawn.map((_, at) => String.fromCharCode(97 + at));
        const costs = margins(Object.fromEntries(drawn.map(({ margin }, at) => [letters[at], margin])));
        const candidates = drawn.map(({ score }, at) => ({ productId: product(letters[at] ?? ''), score }));
        // One question for each product: as many are hit as are shown.
        const questions = candidates.map(({ productId }) => ({ candidates, bought: productId }));
        for (const { hits } of previewDial(questions, costs)) expect(hits).toBe(3);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});
