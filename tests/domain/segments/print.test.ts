import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRule } from '#app/domain/segments/parse.ts';
import { printRule } from '#app/domain/segments/print.ts';
import { SEED } from '../builders.ts';
import { rule } from './rule-arbitrary.ts';
import { stripSpans } from './strip-spans.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

function print(text: string): string {
  const result = parseRule(text);
  if (!result.ok) throw new Error(result.failure[0]?.message);
  return printRule(result.value);
}

describe('printRule', () => {
  it('gives text that reads as the same tree', () => {
    fc.assert(
      fc.property(rule, (tree) => {
        const result = parseRule(printRule(tree));
        expect(result.ok && stripSpans(result.value)).toEqual(stripSpans(tree));
      }),
      { seed: SEED, numRuns: propertyRuns(2_000) },
    );
  });

  it('is canonical: printing what it printed changes nothing', () => {
    fc.assert(
      fc.property(rule, (tree) => {
        expect(print(printRule(tree))).toBe(printRule(tree));
      }),
      { seed: SEED, numRuns: propertyRuns(500) },
    );
  });

  it.each([
    ['purchases.count WITHIN 1 DAYS>5', 'purchases.count within 1 day > 5'],
    ["customer.tags contains 'it\\'s'", 'customer.tags CONTAINS "it\'s"'],
    ['(purchases.count > 5)', 'purchases.count > 5'],
    [
      'purchases.count>1 or(purchases.count>2 and not(purchases.count>3 or purchases.count>4))',
      'purchases.count > 1 OR purchases.count > 2 AND NOT (purchases.count > 3 OR purchases.count > 4)',
    ],
  ])('prints %s as %s', (written, printed) => expect(print(written)).toBe(printed));
});
