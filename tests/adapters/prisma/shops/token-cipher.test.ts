import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const box = createCipherBox(Buffer.alloc(32, 1));
const other = createCipherBox(Buffer.alloc(32, 2));

describe('createCipherBox', () => {
  test('opens what it sealed, whatever the text and the context', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, context) => {
        expect(box.open(box.seal(text, context), context)).toBe(text);
      }),
      { seed: 20261122, numRuns: propertyRuns(300) },
    );
  });

  test('seals the same text differently each time, and never shows it', () => {
    const sealed = [box.seal('shpat_secret', 'a'), box.seal('shpat_secret', 'a')];
    expect(sealed[0]).not.toBe(sealed[1]);
    for (const text of sealed) {
      expect(text).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+$/);
      expect(text).not.toContain('shpat');
      expect(Buffer.from(text.split('.')[2] ?? '', 'base64url').includes('shpat')).toBe(false);
    }
  });

  test('refuses a text sealed for another context', () => {
    expect(() => box.open(box.seal('x', 'offline_a'), 'offline_b')).toThrow(/belongs to another record/);
  });

  test('refuses a text with any bit changed', () => {
    const sealed = box.seal('shpat_secret', 'a');
    const [version, key, body = ''] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const text = `${version}.${key}.${changed.toString('base64url')}`;
      expect(() => box.open(text, 'a')).toThrow(/was changed/);
    }
  });

  test('says that the key is another one, and not which', () => {
    const sealed = other.seal('shpat_secret', 'a');
    expect(() => box.open(sealed, 'a')).toThrow(
      /found one sealed with another. Was ENCRYPTION_KEY changed\?/,
    );
  });

  test.each(['', 'shpat_plain', 'v2.00000000.AAAA', 'v1.00000000.AAAA', 'v1', 'v1.a.b.c'])(
    'refuses %j, which it never sealed, without repeating it',
    (text) => {
      expect(() => box.open(text, 'a')).toThrow(
        'Expected a stored text sealed as "v1.<key>.<bytes>", found something else.',
      );
    },
  );

  test('refuses a tag cut short', () => {
    const [version, key, body = ''] = box.seal('', 'a').split('.');
    const short = Buffer.from(body, 'base64url').subarray(0, 24).toString('base64url');
    expect(() => box.open(`${version}.${key}.${short}`, 'a')).toThrow(/found something else/);
  });

  test.each([0, 16, 31, 33])('refuses a key of %i bytes', (length) => {
    expect(() => createCipherBox(new Uint8Array(length))).toThrow(
      `Expected an encryption key of 32 bytes, found ${length}.`,
    );
  });
});
