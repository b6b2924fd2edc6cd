import { describe, expect, it } from 'vitest';
import { classesFrom, leastShareFor } from '#app/domain/quality/inference/conformal.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';

describe('leastShareFor', () => {
  it('takes the score at rank ceil((n + 1) coverage)', () => {
    const said = Array.from({ length: 9 }, (_, at) => ({
      shares: Float64Array.of((at + 1) / 10, 1 - (at + 1) / 10),
      answer: 0,
    }));
    expect(leastShareFor(said, 0.9)).toBeCloseTo(0.1, 12);
    expect(leastShareFor(said, 0.8)).toBeCloseTo(0.2, 12);
    expect(leastShareFor(said, 0.5)).toBeCloseTo(0.5, 12);
  });

  it('rules nothing out where rows are too few: eight at 90 %', () => {
    const said = Array.from({ length: 8 }, () => ({ shares: Float64Array.of(0.9, 0.1), answer: 0 }));
    const least = leastShareFor(said, 0.9);
    expect(classesFrom(Float64Array.of(1, 0), least)).toEqual([0, 1]);
  });

  it('covers what is true as often as promised, whatever is said: 3,000 drawn shops of 39 rows', () => {
    const random = seededRandom(11);
    const draw = () => {
      const first = random() ** 3;
      return { shares: Float64Array.of(first, 1 - first), answer: Number(random() < 0.7) };
    };
    let covered = 0;
    for (let shop = 0; shop < 3_000; shop++) {
      const least = leastShareFor(Array.from({ length: 39 }, draw), 0.9);
      const { shares, answer } = draw();
      covered += Number(classesFrom(shares, least).includes(answer));
    }
    // 36 of 40 ranks, and four standard errors of 3,000 draws.
    expect(Math.abs(covered / 3_000 - 0.9)).toBeLessThan(0.022);
  });
});
