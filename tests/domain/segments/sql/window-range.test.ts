import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Window } from '#app/domain/segments/ast.ts';
import { edgesOf } from '#app/domain/segments/evaluate/window-edges.ts';
import { untilNow, windowRange } from '#app/domain/segments/sql/window-range.ts';
import { SEED } from '#tests/domain/builders.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const span = { start: 0, end: 0 };
const at = (text: string): number => Date.parse(text) / 1000;

const amount = fc.integer({ min: 1, max: 40 });
const date = fc
  .integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') })
  .map((time) => new Date(time * 1000).toISOString().slice(0, 10));
const window: fc.Arbitrary<Window> = fc.oneof(
  fc.record({
    kind: fc.constant('duration'),
    amount,
    unit: fc.constantFrom('seconds', 'minutes', 'hours', 'days'),
    span: fc.constant(span),
  }),
  fc.record({
    kind: fc.constant('calendar'),
    amount,
    unit: fc.constantFrom('days', 'months'),
    span: fc.constant(span),
  }),
  fc
    .tuple(amount, amount)
    .map(([to, more]): Window => ({ kind: 'lagged', from: to + more, to, unit: 'days', span })),
  fc.tuple(fc.option(date), fc.option(date)).map(([from, to]): Window => ({ kind: 'dates', from, to, span })),
);
/** São Paulo's midnight of 2018-11-04 was never shown; Havana's clocks go back over midnight. */
const timezone = fc.constantFrom(
  'Europe/London',
  'America/New_York',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'America/Havana',
);
const now = fc.integer({ min: at('2018-10-01T00:00:00Z'), max: at('2027-01-31T00:00:00Z') });

describe('windowRange', () => {
  test('holds an instant exactly when the window does', () => {
    const isInside = (when: number, asked: Window, zone: string, moment: number): boolean => {
      const edges = edgesOf(asked);
      return edges.enters(when, zone) <= moment && moment < edges.leaves(when, zone);
    };
    fc.assert(
      fc.property(window, timezone, now, fc.integer({ min: -90, max: 1 }), (asked, zone, moment, days) => {
        const { from, to } = windowRange(asked, moment, zone);
        const ends = [from ?? moment, to].flatMap((end) => [end - 1, end, end + 1]);
        for (const when of [...ends, moment + days * 86_400])
          expect((from === null || when >= from) && when < to).toBe(isInside(when, asked, zone, moment));
      }),
      { numRuns: propertyRuns(2_000), seed: SEED },
    );
  });

  test('reaches to this second, and not beyond it', () => {
    expect(untilNow(100)).toEqual({ from: null, to: 101 });
    const days: Window = { kind: 'duration', amount: 1, unit: 'days', span };
    expect(windowRange(days, 86_400, 'UTC')).toEqual({ from: 1, to: 86_401 });
  });

  test('keeps every day that the end of a shorter month stands for', () => {
    const month: Window = { kind: 'calendar', amount: 1, unit: 'months', span };
    const from = (today: string) => windowRange(month, at(`${today}T12:00:00Z`), 'UTC').from;
    expect(from('2026-03-28')).toBe(at('2026-03-01T00:00:00Z'));
    expect(from('2026-03-27')).toBe(at('2026-02-28T00:00:00Z'));
    expect(from('2026-02-28')).toBe(at('2026-02-01T00:00:00Z'));
    expect(from('2026-02-27')).toBe(at('2026-01-28T00:00:00Z'));
  });
});
