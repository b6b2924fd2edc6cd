import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toInstant } from '#app/domain/kernel/instant.ts';
import { afterQuietHours, isTimezone } from '#app/domain/reminders/quiet-hours.ts';
import { nextTryAt, sendTime } from '#app/domain/reminders/when-to-send.ts';

const NIGHT = { from: 21, to: 8 };
const at = (text: string) => toInstant(text);

describe('afterQuietHours', () => {
  it('keeps a time of the day as it is', () => {
    expect(afterQuietHours(at('2026-11-22T20:59:59Z'), 'Europe/London', NIGHT)).toBe(
      at('2026-11-22T20:59:59Z'),
    );
  });

  it('moves the night to the morning of the shopper, not of the shop', () => {
    expect(afterQuietHours(at('2026-11-22T21:00:00Z'), 'Europe/London', NIGHT)).toBe(
      at('2026-11-23T08:00:00Z'),
    );
    expect(afterQuietHours(at('2026-11-22T21:00:00Z'), 'America/New_York', NIGHT)).toBe(
      at('2026-11-22T21:00:00Z'),
    );
    expect(afterQuietHours(at('2026-11-22T15:30:00Z'), 'Asia/Kathmandu', NIGHT)).toBe(
      at('2026-11-23T02:15:00Z'),
    );
  });

  it('follows clocks that are set forward and back', () => {
    expect(afterQuietHours(at('2026-03-29T00:30:00Z'), 'Europe/Berlin', NIGHT)).toBe(
      at('2026-03-29T06:00:00Z'),
    );
    expect(afterQuietHours(at('2026-10-24T22:30:00Z'), 'Europe/Berlin', NIGHT)).toBe(
      at('2026-10-25T07:00:00Z'),
    );
  });

  it('never gives an earlier time, nor one that is quiet', () => {
    const zone = fc.constantFrom(
      'Europe/Paris',
      'Asia/Tokyo',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'UTC',
    );
    const hour = fc.nat(23);
    fc.assert(
      fc.property(fc.nat(4_000_000_000), zone, hour, hour, (now, timezone, from, to) => {
        const after = afterQuietHours(now, timezone, { from, to });
        expect(after).toBeGreaterThanOrEqual(now);
        expect(afterQuietHours(after, timezone, { from, to })).toBe(after);
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  it('tells zones from other texts', () => {
    expect(['Europe/Paris', 'Mars/Base', ''].map(isTimezone)).toEqual([true, false, false]);
  });
});

describe('sendTime', () => {
  const place = { timezone: 'UTC', quiet: NIGHT };
  const left = at('2026-11-22T12:00:00Z');

  it('sends by day, waits by night, and gives up after two days', () => {
    expect(sendTime(left, left, place)).toEqual({ kind: 'now' });
    expect(sendTime(left, at('2026-11-22T23:00:00Z'), place)).toEqual({
      kind: 'wait',
      until: at('2026-11-23T08:00:00Z'),
    });
    expect(sendTime(left, at('2026-11-24T12:00:01Z'), place)).toEqual({ kind: 'too-late' });
  });
});

describe('nextTryAt', () => {
  it('doubles the pause from 5 minutes up to 6 hours', () => {
    expect([1, 2, 3, 8, 20].map((attempts) => nextTryAt(0, attempts))).toEqual([
      300, 600, 1200, 21_600, 21_600,
    ]);
  });
});
