import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convert, reaches } from '#app/domain/campaigns/incentives/decimal.ts';

describe('reaches', () => {
  it('holds at the very amount, and not a hundredth below', () => {
    expect(reaches('50.00', '50.00', '1.0')).toBe(true);
    expect(reaches('49.99', '50.00', '1.0')).toBe(false);
  });

  it('compares without binary fractions: 0.1 times 3 is 0.3', () => {
    expect(reaches('0.3', '0.1', '3')).toBe(true);
    expect(0.3 >= 0.1 * 3).toBe(false);
  });

  it('refuses what is no decimal number', () => {
    expect(() => reaches('1e3', '1', '1')).toThrow('found "1e3"');
    expect(() => reaches('-1', '1', '1')).toThrow('found "-1"');
  });
});

describe('convert', () => {
  it("rounds down to the currency's digits", () => {
    expect(convert('5.00', '1.1789', 'EUR')).toBe('5.89');
    expect(convert('5.00', '161.305', 'JPY')).toBe('806');
    expect(convert('5', '1', 'KWD')).toBe('5.000');
    expect(convert('0.01', '0.5', 'GBP')).toBe('0.00');
  });

  it('keeps every amount at a rate of one', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), (minor) => {
        const text = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
        expect(convert(text, '1.0', 'GBP')).toBe(text);
      }),
    );
  });
});
