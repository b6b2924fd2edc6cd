import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Bytes } from '#app/domain/kernel/utf8.ts';

describe('utf8Bytes', () => {
  it('gives what TextEncoder gives, for any text and for halves of surrogate pairs', () => {
    const encoder = new TextEncoder();
    const unit = fc.constantFrom('a', 'ß', '日', '🛒', '\ud83d', '\udc00', '\0');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        expect([...utf8Bytes(text)]).toEqual([...encoder.encode(text)]);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
