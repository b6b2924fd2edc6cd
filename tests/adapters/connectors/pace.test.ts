import { describe, expect, it } from 'vitest';
import { createPace } from '#app/adapters/connectors/pace.ts';
import { retryAfterSeconds } from '#app/adapters/connectors/retry-after.ts';

describe('a pace', () => {
  const { signal } = new AbortController();
  /** A pace on a clock that stands where it is set, and how long turns had to wait. */
  const paced = () => {
    const clock = { now: 5_000 };
    const waits: number[] = [];
    const pace = createPace(
      () => clock.now,
      async (ms) => void waits.push(ms),
    );
    return { clock, waits, pace };
  };

  it('gives a server so many turns a second, whoever asks, and another server its own', async () => {
    const { pace, waits } = paced();
    for (const host of ['a', 'a', 'b', 'a']) await pace.turn(host, 2, signal);
    expect(waits).toEqual([500, 1_000]);
  });

  it('makes nobody wait once the time has passed', async () => {
    const { pace, waits, clock } = paced();
    await pace.turn('a', 4, signal);
    clock.now += 250;
    await pace.turn('a', 4, signal);
    expect(waits).toEqual([]);
  });

  it('gives nobody a turn while a server rests', async () => {
    const { pace, waits } = paced();
    pace.rest('a', 2_000);
    await pace.turn('a', 50, signal);
    expect(waits).toEqual([2_000]);
  });
});

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
