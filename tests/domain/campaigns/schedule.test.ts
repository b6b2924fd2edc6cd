import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import { instantOfWallTime, nextBoundary, wallTimeOf } from '#app/domain/campaigns/schedule.ts';
import { NOW } from '../builders.ts';
import { anUpsell, aQuestion, aSnapshot } from './shop.ts';

const utc = (text: string) => Date.parse(text) / 1000;
const LONDON = 'Europe/London';

describe('instantOfWallTime', () => {
  it.each([
    ['a winter day', '2026-01-15T09:30', '2026-01-15T09:30:00Z'],
    ['a summer day', '2026-07-15T09:30', '2026-07-15T08:30:00Z'],
    // London's clocks went from 01:00 to 02:00 on 29 March and from 02:00 to 01:00 on 25 October 2026 (IANA tz 2025b).
    ['the second before clocks are set ahead', '2026-03-29T00:59', '2026-03-29T00:59:00Z'],
    ['a time that is skipped, an hour later', '2026-03-29T01:30', '2026-03-29T01:30:00Z'],
    ['the first time after', '2026-03-29T02:00', '2026-03-29T01:00:00Z'],
    ['a time shown twice, the first', '2026-10-25T01:30', '2026-10-25T00:30:00Z'],
    ['the time after', '2026-10-25T02:00', '2026-10-25T02:00:00Z'],
  ])('gives %s', (_what, wall, instant) => {
    expect(instantOfWallTime(wall, LONDON)).toBe(utc(instant));
  });

  it('knows clocks that are set by half an hour (Lord Howe Island, 4 October 2026)', () => {
    expect(instantOfWallTime('2026-10-04T02:15', 'Australia/Lord_Howe')).toBe(utc('2026-10-03T15:45:00Z'));
    expect(instantOfWallTime('2026-10-04T02:45', 'Australia/Lord_Howe')).toBe(utc('2026-10-03T15:45:00Z'));
  });

  it.each(['', '2026-02-31T10:00', '2026-13-01T10:00', '2026-01-01', '2026-01-01T25:00', 'soon'])(
    'takes %j for no time',
    (text) => {
      expect(instantOfWallTime(text, LONDON)).toBeNull();
    },
  );

  it('reads back what the wall shows, but for the second showing of an hour', () => {
    const zones = ['Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];
    const minutes = fc.integer({ min: utc('2020-01-01T00:00Z') / 60, max: utc('2035-01-01T00:00Z') / 60 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const at = minute * 60;
        const read = instantOfWallTime(wallTimeOf(at, zone), zone) ?? 0;
        expect(wallTimeOf(read, zone)).toBe(wallTimeOf(at, zone));
        expect([0, 1_800, 3_600]).toContain(at - read);
      }),
    );
  });
});

describe('a schedule in decide', () => {
  const snapshot = aSnapshot({
    campaigns: [anUpsell({ schedule: { from: NOW + 10, until: NOW + 20 } })],
  });
  const shownAt = (now: number) =>
    decide(snapshot, aQuestion({ cart: 'a', now })).placements['checkout.block']?.length !== 0;

  it('shows from its first second to its last', () => {
    const shown = [NOW + 9, NOW + 10, NOW + 19, NOW + 20].map(shownAt);
    expect(shown).toEqual([false, true, true, false]);
  });

  it('limits how long an answer holds to the next boundary', () => {
    const validUntil = (now: number) => decide(snapshot, aQuestion({ now })).validUntil;
    expect([validUntil(NOW), validUntil(NOW + 10), validUntil(NOW + 20)]).toEqual([NOW + 10, NOW + 20, null]);
  });
});

describe('nextBoundary', () => {
  it('has none when both ends are open or past', () => {
    expect(nextBoundary({ from: null, until: null }, NOW)).toBe(Infinity);
    expect(nextBoundary({ from: 1, until: 2 }, NOW)).toBe(Infinity);
  });
});
