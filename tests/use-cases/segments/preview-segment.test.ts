import { describe, expect, it } from 'vitest';
import { estimate } from '#app/use-cases/segments/preview-segment.ts';

describe('estimate', () => {
  it('is exact when everyone was looked at', () => {
    expect(estimate(40, 100, 100)).toEqual({ members: 40, plusMinus: 0 });
    expect(estimate(0, 0, 0)).toEqual({ members: 0, plusMinus: 0 });
  });

  it('scales a sample up, with the half width of the 95 % interval', () => {
    // 1.96 * sqrt(0.25 / 20000 * 80000 / 99999) * 100000 = 619.8
    expect(estimate(10_000, 20_000, 100_000)).toEqual({ members: 50_000, plusMinus: 620 });
  });

  it('never claims to be sure of nobody from a sample', () => {
    // 0.8 ** 13 = 0.055 and 0.8 ** 14 = 0.044: so many may all be among the 80,000 who were not looked at.
    expect(estimate(0, 20_000, 100_000)).toEqual({ members: 0, plusMinus: 14 });
    expect(estimate(0, 2_000, 300_000)).toEqual({ members: 0, plusMinus: 448 });
    expect(estimate(0, 9, 10)).toEqual({ members: 0, plusMinus: 1 });
  });

  it('never claims to be sure of everybody from a sample', () => {
    expect(estimate(20_000, 20_000, 100_000)).toEqual({ members: 100_000, plusMinus: 14 });
  });

  it('holds the whole in its interval about 19 times out of 20', () => {
    let state = 7;
    const random = () => ((state = (state * 48_271) % 2_147_483_647) - 1) / 2_147_483_646;
    const population = Array.from({ length: 2_000 }, (_, index) => index < 600);
    let held = 0;
    for (let round = 0; round < 400; round += 1) {
      const sample = [...population];
      for (let index = 0; index < 500; index += 1) {
        const other = index + Math.floor(random() * (sample.length - index));
        [sample[index], sample[other]] = [sample[other]!, sample[index]!];
      }
      const { members, plusMinus } = estimate(sample.slice(0, 500).filter(Boolean).length, 500, 2_000);
      if (Math.abs(members - 600) <= plusMinus) held += 1;
    }
    expect(held / 400).toBeGreaterThan(0.92);
    expect(held / 400).toBeLessThan(0.985);
  });
});
