import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gid } from '#app/domain/kernel/ids.ts';
import { decodeProfile, encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { aProfile, aPurchase, NOW, SEED } from '../builders.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { anyProfile } from './profile-arbitrary.ts';

const options = { seed: SEED, numRuns: propertyRuns(1_000) };
const bytesOf = (...bytes: number[]) => Uint8Array.from(bytes);
const CUSTOMER = gid('Customer', 1);

/** Two or three orders of two lines and fifteen views, with the ids and times a shop has. */
function ordinaryProfile(orders: number): Profile {
  const productId = (index: number) => gid('Product', 7_982_301_123_001 + 32_768 * index);
  const variantId = (index: number) => gid('ProductVariant', 43_127_884_120_001 + 32_768 * index);
  const line = (index: number) => ({
    productId: productId(index),
    variantId: variantId(index),
    quantity: 1 + (index % 2),
    unitPriceMinor: 1_295 + 100 * index,
  });
  return aProfile({
    attributes: {
      country: 'GB',
      language: 'en-GB',
      tags: ['vip-gold'],
      emailMarketing: true,
      createdAt: NOW - 9e7,
    },
    attributesAt: NOW - 86_400,
    purchases: Array.from({ length: orders }, (_, index) =>
      aPurchase({
        orderId: gid('Order', 5_432_198_765_001 + 2_000_001 * index),
        at: NOW - (orders - index) * 2_600_001,
        netMinor: 3_885 + index,
        grossMinor: 3_885 + index,
        lines: [line(2 * index), line(2 * index + 1)],
      }),
    ),
    views: Array.from({ length: 15 }, (_, index) => ({
      at: NOW - (15 - index) * 130_001,
      productId: productId(index % 8),
    })),
    cartChanges: [{ at: NOW - 4_000, changeMinor: 1_295 }],
    abandonments: [{ at: NOW - 4_000 + 86_400 }],
    checkouts: [{ at: NOW - 2_600_001 }],
    refunds: [],
  });
}

describe('encodeProfile', () => {
  it('writes what decodeProfile reads back, whatever the profile', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        expect(decodeProfile(encodeProfile(profile), profile.shopperId)).toEqual({
          ok: true,
          value: profile,
        });
      }),
      options,
    );
  });

  it('writes the same bytes for what was read back', () => {
    fc.assert(
      fc.property(anyProfile, (profile) => {
        const bytes = encodeProfile(profile);
        const read = decodeProfile(bytes, profile.shopperId);
        expect(read.ok && encodeProfile(read.value)).toEqual(bytes);
      }),
      options,
    );
  });

  it('takes at most 250 bytes for three orders and fifteen views', () => {
    const bytes = encodeProfile(ordinaryProfile(3)).length;
    const json = JSON.stringify(ordinaryProfile(3)).length;
    expect(bytes).toBeLessThanOrEqual(250);
    expect(json / bytes).toBeGreaterThan(8);
  });

  it('takes a few bytes for a shopper of whom nothing is known', () => {
    expect(encodeProfile(aProfile()).length).toBeLessThanOrEqual(16);
  });

  it('refuses a time or an amount that is no whole number', () => {
    expect(() => encodeProfile(aProfile({ purchases: [aPurchase({ at: NOW + 0.5 })] }))).toThrow(
      /whole number/,
    );
    expect(() => encodeProfile(aProfile({ refunds: [{ at: NOW, amountMinor: NaN }] }))).toThrow(
      /whole number/,
    );
  });
});

describe('decodeProfile', () => {
  it('refuses bytes cut short, and bytes with more behind them', () => {
    fc.assert(
      fc.property(
        anyProfile,
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 3 }),
        (profile, cut, more) => {
          const bytes = encodeProfile(profile);
          expect(decodeProfile(bytes.subarray(0, cut % bytes.length), CUSTOMER).ok).toBe(false);
          expect(decodeProfile(Uint8Array.from([...bytes, ...more]), CUSTOMER).ok).toBe(false);
        },
      ),
      options,
    );
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (rest) => {
        const read = decodeProfile(Uint8Array.from([1, ...rest]), CUSTOMER);
        expect(typeof read.ok).toBe('boolean');
      }),
      options,
    );
  });

  it('says what it expected and what it found', () => {
    const failureOf = (bytes: Uint8Array) => {
      const read = decodeProfile(bytes, CUSTOMER);
      return read.ok ? null : read.failure;
    };
    expect(failureOf(bytesOf())).toBe('Expected a profile, which begins with 1, found no bytes.');
    expect(failureOf(bytesOf(123, 125))).toBe(
      'Expected a profile, which begins with 1, found a first byte of 123.',
    );
    expect(failureOf(bytesOf(1, 1))).toBe('Expected a whole profile, found 2 damaged bytes.');
  });

  it('refuses a place beyond the table of ids', () => {
    const bytes = encodeProfile(aProfile({ views: [{ at: NOW, productId: gid('Product', 5) }] }));
    const place = bytes.length - 1;
    expect(bytes[place]).toBe(1);
    bytes[place] = 9;
    expect(decodeProfile(bytes, CUSTOMER).ok).toBe(false);
  });
});
