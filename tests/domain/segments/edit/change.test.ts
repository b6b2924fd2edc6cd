import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACTS, findFact } from '#app/domain/facts/catalogue.ts';
import type { Condition } from '#app/domain/segments/ast.ts';
import { askOf, asksAbout } from '#app/domain/segments/edit/ask.ts';
import {
  startOf,
  windowOf,
  withAsk,
  withFact,
  withFilter,
  withMatch,
  withValues,
  withWindow,
} from '#app/domain/segments/edit/change.ts';
import { valuesOf } from '#app/domain/segments/ast.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { printCondition } from '#app/domain/segments/print.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { SEED } from '../../builders.ts';
import { condition } from '../rule-arbitrary.ts';
import { stripSpans } from '../strip-spans.ts';

function read(text: string): Condition {
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.failure[0]?.message}`);
  if (parsed.value.kind === 'and' || parsed.value.kind === 'or' || parsed.value.kind === 'not')
    throw new Error(`${text} is more than one condition`);
  return parsed.value;
}

/** What was changed can be read, and says what the tree says. */
function expectReadable(changed: Condition): void {
  expect(stripSpans(read(printCondition(changed)))).toEqual(stripSpans(changed));
}

const printed = (changed: Condition): string => printCondition(changed);
const runs = { seed: SEED, numRuns: propertyRuns(1_000) };

describe('a changed condition', () => {
  it('can be read whatever fact it is turned to', () => {
    fc.assert(
      fc.property(condition, fc.constantFrom(...FACTS), (before, { name }) => {
        const changed = withFact(before, name);
        expect(changed.fact.name).toBe(name);
        expectReadable(changed);
      }),
      runs,
    );
  });

  it('asks as it was told to, and can be read', () => {
    fc.assert(
      fc.property(condition, fc.nat(), (before, choice) => {
        const asks = asksAbout(findFact(before.fact.name)!);
        const ask = asks[choice % asks.length]!;
        const changed = withAsk(before, ask);
        expect(askOf(changed)).toBe(ask);
        expectReadable(changed);
      }),
      runs,
    );
  });

  it('is the same again when nothing of it is changed', () => {
    fc.assert(
      fc.property(condition, (before) => {
        const values = valuesOf(before);
        for (const same of [
          withAsk(before, askOf(before)),
          withValues(before, values),
          withWindow(before, windowOf(before)),
          withFilter(before, before.fact.filter),
          withFact(before, findFact(before.fact.name)!.name),
        ])
          expect(stripSpans(same)).toEqual(stripSpans(before));
      }),
      runs,
    );
  });
});

describe('withFact', () => {
  it('keeps window, filter, question and value where they fit', () => {
    const before = read('purchases.count of type "Mug" within 7 days >= 3');
    expect(printed(withFact(before, 'purchases.quantity'))).toBe(
      'purchases.quantity of type "Mug" within 7 days >= 3',
    );
    expect(printed(withFact(before, 'purchases.spend'))).toBe(
      'purchases.spend of type "Mug" within 7 days >= 200',
    );
    expect(printed(withFact(before, 'refunds.count'))).toBe('refunds.count within 7 days >= 3');
    expect(printed(withFact(before, 'purchases.last'))).toBe('purchases.last of type "Mug" within 7 days');
    expect(printed(withFact(before, 'customer.country'))).toBe('customer.country IN ("GB", "IE")');
  });
});

describe('withAsk', () => {
  it('puts the smaller value first in a range', () => {
    const listed = read('purchases.count IN (9, 4)');
    expect(printed(withAsk(listed, 'between'))).toBe('purchases.count BETWEEN 4 AND 9');
  });

  it('takes the value of the example where there was none', () => {
    expect(printed(withAsk(read('purchases.count IS MISSING'), '>='))).toBe('purchases.count >= 5');
  });

  it('keeps the condition when its fact cannot be asked so', () => {
    const before = startOf('customer.tags');
    expect(withAsk(before, '>')).toBe(before);
  });
});

describe('withMatch', () => {
  it('asks for all of several values', () => {
    const tags = read('customer.tags CONTAINS ANY ("a", "b")');
    expect(printed(withMatch(tags, 'all'))).toBe('customer.tags CONTAINS ALL ("a", "b")');
  });

  it('has no say over one value', () => {
    const tag = read('customer.tags CONTAINS "a"');
    expect(withMatch(tag, 'all')).toBe(tag);
  });
});
