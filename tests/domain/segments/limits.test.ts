import { describe, expect, it } from 'vitest';
import { LIMITS } from '#app/domain/segments/limits.ts';
import { parseRule } from '#app/domain/segments/parse.ts';

function expectLimit(name: string, limit: number, build: (size: number) => string, code: string): void {
  it(`on ${name} lets ${limit} through and refuses one more`, () => {
    expect(parseRule(build(limit)).ok).toBe(true);
    const result = parseRule(build(limit + 1));
    expect(result.ok ? [] : result.failure.map((each) => each.code)).toEqual([code]);
  });
}

const rule = 'purchases.count > 1';
const repeated = (text: string, times: number, joint: string) => Array(times).fill(text).join(joint);

describe('the limit', () => {
  expectLimit('the length of a rule', LIMITS.sourceLength, (size) => rule.padEnd(size), 'rule-too-long');
  expectLimit('conditions', LIMITS.conditions, (size) => repeated(rule, size, ' OR '), 'too-many-conditions');
  expectLimit(
    'groups inside each other',
    LIMITS.depth,
    (size) => '('.repeat(size) + rule + ')'.repeat(size),
    'too-deep',
  );
  expectLimit('NOTs inside each other', LIMITS.depth, (size) => 'NOT '.repeat(size) + rule, 'too-deep');
  expectLimit(
    'values in a list',
    LIMITS.listLength,
    (size) => `purchases.count IN (${repeated('1', size, ',')})`,
    'list-too-long',
  );
  expectLimit(
    'the length of a text',
    LIMITS.textLength,
    (size) => `customer.language = "${'x'.repeat(size)}"`,
    'text-too-long',
  );
  expectLimit(
    'the digits of a number',
    LIMITS.wholeDigits,
    (size) => `purchases.count < ${'9'.repeat(size)}`,
    'number-too-long',
  );
  expectLimit(
    'the decimals of a number',
    LIMITS.fractionDigits,
    (size) => `purchases.count < 1.${'5'.repeat(size)}`,
    'number-too-long',
  );
  it('on the digits of a number refuses one that has one more once it is rounded', () => {
    const result = parseRule('purchases.count < 9999999999999.999999');
    expect(result.ok ? [] : result.failure.map(({ code }) => code)).toEqual(['number-too-long']);
    expect(parseRule('purchases.count < 9999999999999.99').ok).toBe(true);
  });
  expectLimit(
    'days of a window',
    LIMITS.durationDays,
    (size) => `purchases.count within ${size} days > 1`,
    'duration-out-of-range',
  );

  expectLimit(
    'hours of a duration',
    LIMITS.durationDays * 24,
    (size) => `cart.open_for > ${size} hours`,
    'duration-out-of-range',
  );
  expectLimit(
    'days of a calendar window',
    LIMITS.durationDays,
    (size) => `purchases.count within ${size} calendar days > 1`,
    'duration-out-of-range',
  );
  expectLimit(
    'calendar months of a window',
    LIMITS.calendarMonths,
    (size) => `purchases.last within ${size} calendar months`,
    'duration-out-of-range',
  );
  expectLimit(
    'days of a lagged window',
    LIMITS.durationDays,
    (size) => `purchases.count between ${size} and 1 days ago > 1`,
    'lag-out-of-range',
  );
  expectLimit(
    'texts looked for',
    LIMITS.listLength,
    (size) => `customer.tags CONTAINS ANY (${repeated('"x"', size, ',')})`,
    'list-too-long',
  );
  expectLimit(
    'texts of a filter',
    LIMITS.listLength,
    (size) => `purchases.count of product IN (${repeated('"1"', size, ',')}) > 1`,
    'list-too-long',
  );
  expectLimit(
    'the length of a text of a filter',
    LIMITS.textLength,
    (size) => `purchases.count of type "${'x'.repeat(size)}" > 1`,
    'text-too-long',
  );

  it('on groups holds for groups and NOTs together', () => {
    const nested = (size: number) => 'NOT ('.repeat(size / 2) + rule + ')'.repeat(size / 2);
    expect(parseRule(nested(LIMITS.depth)).ok).toBe(true);
    expect(parseRule(nested(LIMITS.depth + 2)).ok).toBe(false);
  });

  it('on diagnostics leaves out what is more than that', () => {
    const result = parseRule(repeated('nonsense > 1', LIMITS.diagnostics + 5, ' OR '));
    expect(result.ok ? 0 : result.failure.length).toBe(LIMITS.diagnostics);
  });
});
