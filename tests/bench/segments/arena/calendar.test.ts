import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../../bench/segments/arena/calendar.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { SEED } from '../../../domain/builders.ts';

const PEOPLE = 12;
const START = 1_000_000_000;

type Step =
  | { readonly kind: 'arm'; readonly who: number; readonly ahead: number }
  | { readonly kind: 'disarm'; readonly who: number }
  | { readonly kind: 'advance'; readonly by: number; readonly steps: number };

const who = fc.nat(PEOPLE - 1);
const span = fc.oneof(
  fc.nat(3),
  fc.nat(300),
  fc.nat(70_000),
  fc.nat(400 * 86_400),
  fc.constantFrom(255, 256, 257, 65_535, 65_536, 65_537, 2 ** 24, 2 ** 24 + 1),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('arm' as const), who, ahead: span }),
  fc.record({ kind: fc.constant('disarm' as const), who }),
  fc.record({
    kind: fc.constant('advance' as const),
    by: fc.nat(70_000),
    steps: fc.integer({ min: 1, max: 4 }),
  }),
);

describe('a calendar', () => {
  it('tells everybody once, in the order of time, when their time has come', () => {
    const property = fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const calendar = createCalendar(PEOPLE, START);
      const armed = new Map<number, number>();
      let now = START;
      for (const each of steps) {
        if (each.kind === 'disarm') {
          calendar.disarm(each.who);
          armed.delete(each.who);
        } else if (each.kind === 'arm') {
          calendar.arm(each.who, now + each.ahead);
          armed.set(each.who, now + each.ahead);
        } else {
          now += each.by;
          const told: number[] = [];
          while (!calendar.advance(now, each.steps, (one) => told.push(one)));
          const due = [...armed].filter(([, at]) => at <= now);
          expect(told.toSorted()).toEqual(due.map(([one]) => one).toSorted());
          const times = told.map((one) => armed.get(one) ?? NaN);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          for (const one of told) armed.delete(one);
        }
      }
    });
    fc.assert(property, { seed: SEED, numRuns: propertyRuns(300) });
  });

  it('stops after as many steps as it may take', () => {
    const calendar = createCalendar(1_000, START);
    for (let one = 0; one < 1_000; one++) calendar.arm(one, START + 500);
    let told = 0;
    let rounds = 0;
    while (!calendar.advance(START + 500, 100, () => told++)) rounds++;
    expect(told).toBe(1_000);
    expect(rounds).toBeGreaterThanOrEqual(10);
  });

  it('may enter somebody again who was just told', () => {
    const calendar = createCalendar(1, START);
    calendar.arm(0, START);
    const times: number[] = [];
    let at = START;
    calendar.advance(START + 1_000, 100, (one) => {
      times.push(at);
      if ((at += 300) <= START + 900) calendar.arm(one, at);
    });
    expect(times).toEqual([START, START + 300, START + 600, START + 900]);
  });
});
