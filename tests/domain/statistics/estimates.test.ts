import { describe, expect, it } from 'vitest';
import { cuped } from '#app/domain/statistics/cuped.ts';
import { differenceOf, liftOf } from '#app/domain/statistics/effect.ts';
import { meanEstimate, ratioEstimate } from '#app/domain/statistics/estimate.ts';
import { pairedSampleOf } from '#app/domain/statistics/paired-sample.ts';
import { sampleOf } from '#app/domain/statistics/sample.ts';
import { stratifiedSample } from '#app/domain/statistics/stratified.ts';
import { winsorise } from '#app/domain/statistics/winsorise.ts';

const of = (...values: number[]) => Float64Array.from(values);

describe('estimates', () => {
  it('have a sample’s mean and variance, of large amounts too', () => {
    expect(sampleOf(of(1, 2, 3, 4))).toEqual({ count: 4, mean: 2.5, variance: 5 / 3, degrees: 3 });
    expect(sampleOf(of(1e9 + 1, 1e9 + 2, 1e9 + 3)).variance).toBe(1);
    expect(sampleOf(of(7)).variance).toBe(0);
  });

  it('make a ratio over ones the mean', () => {
    const values = of(3, 5, 2, 8);
    expect(ratioEstimate(pairedSampleOf(values, of(1, 1, 1, 1)))).toEqual(meanEstimate(sampleOf(values)));
  });

  it('make a ratio of proportional columns certain', () => {
    const { value, variance } = ratioEstimate(pairedSampleOf(of(2, 4, 8), of(1, 2, 4)));
    expect(value).toBe(2);
    expect(variance).toBeCloseTo(0, 20);
  });
});

describe('stratifiedSample', () => {
  const stratum = (share: number, ...values: number[]) => ({ share, sample: sampleOf(of(...values)) });

  it('is as sure of its error as all strata together where they are alike, and as the one that has all of it where it has', () => {
    expect(stratifiedSample([stratum(0.5, 1, 2, 3), stratum(0.5, 4, 5, 6)]).degrees).toBeCloseTo(4, 10);
    expect(stratifiedSample([stratum(0.5, 1, 2, 3), stratum(0.5, 7, 7, 7, 7, 7)]).degrees).toBeCloseTo(2, 10);
    expect(stratifiedSample([stratum(1, 7, 7)]).degrees).toBe(Infinity);
  });
});

describe('liftOf', () => {
  it('is null where control is not well above 0', () => {
    const arm = { units: 100, value: 1, variance: 0.01, degrees: 99 };
    expect(liftOf(arm, { ...arm, value: 0.3 })).toBeNull();
    expect(liftOf(arm, { ...arm, value: -1 })).toBeNull();
    expect(liftOf(arm, { ...arm, value: 0.5 })?.value).toBe(1);
  });
});

describe('cuped', () => {
  it('leaves no error where the figure from before explains all, and finds the effect', () => {
    const before = of(1, 2, 3, 4, 5);
    const { theta, explained, estimates } = cuped([
      pairedSampleOf(
        before.map((x) => 10 * x),
        before,
      ),
      pairedSampleOf(
        before.map((x) => 10 * x + 7),
        of(1, 2, 3, 4, 5),
      ),
    ]);
    expect(theta).toBeCloseTo(10, 12);
    expect(explained).toBeCloseTo(1, 12);
    const { value, standardError } = differenceOf(estimates[1]!, estimates[0]!);
    expect(value).toBeCloseTo(7, 12);
    expect(standardError).toBeCloseTo(0, 6);
  });

  it('changes nothing where the figure from before does not vary', () => {
    const { theta, estimates } = cuped([
      pairedSampleOf(of(1, 2), of(0, 0)),
      pairedSampleOf(of(3, 5), of(0, 0)),
    ]);
    expect(theta).toBe(0);
    expect(estimates.map(({ value }) => value)).toEqual([1.5, 4]);
  });
});

describe('winsorise', () => {
  it('pulls down to a quantile of all arms, and counts what it pulled', () => {
    const arms = [of(1, 2, 3, 4, 5), of(6, 7, 8, 9, 1_000)];
    const { cap, capped, arms: kept } = winsorise(arms, 0.9);
    expect({ cap, capped }).toEqual({ cap: 9, capped: 1 });
    expect([...(kept[1] ?? [])]).toEqual([6, 7, 8, 9, 9]);
    expect(arms[1]![4]).toBe(1_000);
  });
});
