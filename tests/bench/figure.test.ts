import { describe, expect, it } from 'vitest';
import { figureLine, isOk, roundFigure } from '../../bench/report/figure.ts';

describe('figureLine', () => {
  it('says name, value and unit, and nothing more without a target', () => {
    expect(figureLine({ name: 'bare', value: 24.23, unit: 'µs' })).toBe('bare: 24.2 µs');
  });

  it('says ok for a figure that keeps its target, on either side', () => {
    expect(figureLine({ name: 'rate', value: 1_500.4, unit: '1/s', target: { least: 1_000 } })).toBe(
      'rate: 1500 1/s | at least 1000 1/s | ok',
    );
    expect(isOk({ name: 'p99', value: 50, unit: 'ms', target: { most: 50 } })).toBe(true);
  });

  it('says short for one that does not', () => {
    expect(figureLine({ name: 'p99', value: 51, unit: 'ms', target: { most: 50 } })).toBe(
      'p99: 51 ms | at most 50 ms | short',
    );
  });
});

describe('roundFigure', () => {
  it('keeps three digits below a hundred and whole numbers above', () => {
    expect([0.012345, 1.2345, 99.96, 1234.5].map(roundFigure)).toEqual([0.0123, 1.23, 100, 1235]);
  });
});
