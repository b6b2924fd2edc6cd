import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readResting, restingText } from '#app/domain/campaigns/local/resting-text.ts';
import { productKey } from '#app/domain/recommendations/portable/product-key.ts';
import { NOW, product } from '../../builders.ts';

describe('restingText', () => {
  it('is read as when the rest of each product ends, to the second, and later than anything where it does not end', () => {
    const ends = fc.oneof(fc.integer({ min: NOW, max: NOW + 9 }), fc.constant(Infinity));
    const resting = fc.uniqueArray(fc.tuple(fc.nat(5_000), ends), { selector: ([id]) => id, maxLength: 200 });
    fc.assert(
      fc.property(resting, (drawn) => {
        const read = readResting(restingText(new Map(drawn.map(([id, end]) => [product(id), end]))));
        expect(read.size).toBe(drawn.length);
        for (const [id, end] of drawn) {
          const found = read.get(productKey(product(id))) ?? 0;
          if (end === Infinity) expect(found).toBeGreaterThan(NOW + 100 * 365 * 86_400);
          else expect(found).toBe(end);
        }
      }),
      { seed: 29 },
    );
  });

  it('has four characters for each of the products that rest together, and seven for when', () => {
    const text = restingText(new Map(Array.from({ length: 900 }, (_, id) => [product(id), NOW])));
    expect(text).toHaveLength(900 * 4 + 7);
  });
});
