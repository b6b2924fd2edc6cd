import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NUMBER_LENGTH, numberAt, numberText } from '#app/domain/recommendations/portable/number-text.ts';
import { KEY_LENGTH, productKey } from '#app/domain/recommendations/portable/product-key.ts';
import { product } from '../../builders.ts';

describe('numberText', () => {
  it('is read as the number within 0.13 %, wherever it stands', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.01e-4, max: 1e5, noNaN: true }), (value) => {
        const text = numberText(value);
        expect(text).toHaveLength(NUMBER_LENGTH);
        expect(Math.abs(numberAt(`ab${text}c`, 2) / value - 1)).toBeLessThan(0.0013);
      }),
      { seed: 28 },
    );
  });

  it('is 0 for what is too small, and the largest for what is too large', () => {
    expect(numberAt(numberText(0), 0)).toBe(0);
    expect(numberAt(numberText(1e-9), 0)).toBe(0);
    expect(numberAt(numberText(1e9), 0)).toBeCloseTo(1.54e5, -3);
  });
});

describe('productKey', () => {
  it('is four characters, the same for the same product', () => {
    const keys = Array.from({ length: 4_000 }, (_, id) => productKey(product(8_000_000_000_000 + id)));
    expect(keys.every((key) => key.length === KEY_LENGTH)).toBe(true);
    expect(new Set(keys).size).toBe(4_000);
    expect(productKey(product(1))).toBe(productKey(product(1)));
  });
});
