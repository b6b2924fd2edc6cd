import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandCounts } from '#app/domain/segments/health/number-bands.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

describe('bandCounts', () => {
  it('puts a tenth of the first sample into each band', () => {
    const { ends, before, now } = bandCounts(hundred, [5, 10, 11, 500]);
    expect(ends).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, Infinity]);
    expect(before).toEqual(Array.from({ length: 10 }, () => 10));
    expect(now).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('has fewer bands where many values are the same', () => {
    expect(bandCounts([1, 1, 1, 1, 2], [1, 3])).toEqual({
      ends: [1, 2, Infinity],
      before: [4, 1, 0],
      now: [1, 0, 1],
    });
  });

  it('keeps missing values apart', () => {
    expect(bandCounts([null, 4], [null, null])).toEqual({
      ends: [null, 4, Infinity],
      before: [1, 1, 0],
      now: [2, 0, 0],
    });
  });

  it('loses nobody', () => {
    const values = fc.array(fc.option(fc.integer({ min: -5, max: 5 })), { maxLength: 40 });
    const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
    fc.assert(
      fc.property(values, values, (first, second) => {
        const { before, now } = bandCounts(first, second);
        expect([total(before), total(now)]).toEqual([first.length, second.length]);
      }),
      { numRuns: propertyRuns(200), seed: 14 },
    );
  });
});
