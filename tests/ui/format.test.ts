import { describe, expect, it } from 'vitest';
import { formatEstimate, formatShare } from '#app/ui/format.ts';

describe('formatShare', () => {
  it('writes one decimal at most', () => {
    expect(formatShare(4567, 10_000)).toBe('45.7%');
    expect(formatShare(1, 1000)).toBe('0.1%');
    expect(formatShare(0, 10)).toBe('0%');
  });

  it('tells something small from nothing', () => {
    expect(formatShare(1, 3970)).toBe('<0.1%');
  });

  it('has no number for a part of nothing', () => {
    expect(formatShare(0, 0)).toBe('–');
  });
});

describe('formatEstimate', () => {
  it('tells pence of small amounts only, in currencies of any number of digits', () => {
    const tell = (amountMinor: number, currency: string) => formatEstimate({ amountMinor, currency });
    expect([tell(87_967, 'GBP'), tell(-1_234, 'GBP'), tell(1_500, 'JPY')]).toEqual([
      '£880',
      '-£12.34',
      'JP¥1,500',
    ]);
    expect([tell(0, 'GBP'), tell(1, 'GBP')]).toEqual(['£0', '£0.01']);
  });
});
