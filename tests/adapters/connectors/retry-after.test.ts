import { describe, expect, it } from 'vitest';
import { retryAfterSeconds } from '#app/adapters/connectors/retry-after.ts';

describe('retryAfterSeconds', () => {
  const now = Date.parse('2026-11-28T12:00:00Z');
  it.each([
    ['120', 120],
    ['0', 0],
    ['Sat, 28 Nov 2026 12:00:30 GMT', 30],
    ['Sat, 28 Nov 2026 11:00:00 GMT', 0],
    ['99999999', 86_400],
    ['soon', null],
    [undefined, null],
  ])('reads %s', (header, seconds) => expect(retryAfterSeconds(header, now)).toBe(seconds));
});
