import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '#app/domain/segments/ast.ts';
import { KEYWORDS } from '#app/domain/segments/cursor.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { printRule } from '#app/domain/segments/print.ts';
import { FACTS } from '#app/domain/facts/catalogue.ts';
import { SEED } from '../builders.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

function parse(text: string): Rule {
  const result = parseRule(text);
  if (!result.ok) throw new Error(result.failure[0]?.message);
  return result.value;
}

/** A tree as brackets, to see what binds to what. */
function shape(rule: Rule): string {
  if (rule.kind === 'and' || rule.kind === 'or') return `${rule.kind}(${rule.operands.map(shape).join(' ')})`;
  if (rule.kind === 'not') return `not(${shape(rule.operand)})`;
  return rule.kind === 'compare' && rule.value.kind === 'number' ? String(rule.value.value) : rule.kind;
}

const shapeOf = (text: string): string => shape(parse(text.replace(/\d+/g, 'purchases.count = $&')));

describe('precedence', () => {
  it.each([
    ['1 OR 2 AND 3', 'or(1 and(2 3))'],
    ['1 AND 2 OR 3', 'or(and(1 2) 3)'],
    ['1 AND 2 AND 3 OR 4 OR 5', 'or(and(1 2 3) 4 5)'],
    ['NOT 1 AND 2', 'and(not(1) 2)'],
    ['NOT NOT 1 OR 2', 'or(not(not(1)) 2)'],
    ['NOT (1 OR 2) AND 3', 'and(not(or(1 2)) 3)'],
    ['(1 AND 2) AND 3', 'and(and(1 2) 3)'],
    ['((1))', '1'],
    ['1 and 2 Or not 3', 'or(and(1 2) not(3))'],
  ])('reads %s as %s', (text, expected) => expect(shapeOf(text)).toBe(expected));

  it('keeps the AND of BETWEEN to itself', () => {
    expect(shape(parse('purchases.count BETWEEN 1 AND 3 AND purchases.count = 2'))).toBe('and(between 2)');
  });
});

describe('a condition', () => {
  it('has spans that cut its own text out of the rule', () => {
    const text = ' purchases.count  within 60 days >= 5 OR customer.tags CONTAINS "a"';
    const tree = parse(text);
    if (tree.kind !== 'or') throw new Error('expected an or');
    expect(tree.operands.map(({ span }) => text.slice(span.start, span.end))).toEqual([
      'purchases.count  within 60 days >= 5',
      'customer.tags CONTAINS "a"',
    ]);
  });

  it.each([
    ['"double"', 'double'],
    ["'single'", 'single'],
    ['"say \\"hi\\""', 'say "hi"'],
    ['"back\\\\slash"', 'back\\slash'],
    ['"two\\nlines"', 'two\nlines'],
    ['"(AND) = ,"', '(AND) = ,'],
  ])('reads the text %s', (written, value) => {
    expect(parse(`customer.language = ${written}`)).toMatchObject({ value: { kind: 'text', value } });
  });

  it.each([
    ['1 second', 1, 'seconds'],
    ['90 MINUTES', 90, 'minutes'],
    ['1 hour', 1, 'hours'],
    ['2 Day', 2, 'days'],
  ])('reads the duration %s', (written, amount, unit) => {
    expect(parse(`cart.open_for > ${written}`)).toMatchObject({ value: { kind: 'duration', amount, unit } });
  });

  it('may be written without spaces and over several lines', () => {
    expect(shape(parse('purchases.count>=5\n\tAND(purchases.spend<1.5)'))).toBe('and(5 1.5)');
  });
});

describe('codes', () => {
  it.each([
    ['customer.country = "us"', 'customer.country = "US"'],
    [
      'NOT (checkout.country IN ("gb", "Ie") OR customer.country STARTS WITH "u")',
      'NOT (checkout.country IN ("GB", "IE") OR customer.country STARTS WITH "U")',
    ],
    ['customer.country CONTAINS ANY ("g", "Fr")', 'customer.country CONTAINS ANY ("G", "FR")'],
    [
      'customer.language IN ("EN", "pt-br", "ZH-hant-tw")',
      'customer.language IN ("en", "pt-BR", "zh-Hant-TW")',
    ],
    ['customer.language ENDS WITH "BR"', 'customer.language ENDS WITH "BR"'],
    ['customer.tags CONTAINS "us"', 'customer.tags CONTAINS "us"'],
  ])('of %j are read as in %j', (given, read) => expect(printRule(parse(given))).toBe(read));
});

describe('generated garbage', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...KEYWORDS,
      ...FACTS.map(({ name }) => name),
      'within',
      '60 days',
      '"GB"',
      '5',
      '(',
      ')',
    ),
    fc.constantFrom('=', '!=', '<', '>=', ',', '"', "'", '\\', '\n', '-', '.', '£', '💥', '\u2028'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );

  it('gives a tree or diagnostics inside the text, and never throws', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom('', ' '), (pieces, joint) => {
        const text = pieces.join(joint);
        const result = parseRule(text);
        if (result.ok) return;
        expect(result.failure.length).toBeGreaterThan(0);
        for (const { span, message } of result.failure) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(message).not.toMatch(/undefined|\[object/);
        }
      }),
      { seed: SEED, numRuns: propertyRuns(5_000) },
    );
  });

  it.each([
    ['open parentheses', '('.repeat(4_000)],
    ['NOTs', 'NOT '.repeat(1_000)],
    ['quotes', '"'.repeat(4_000)],
    ['backslashes in a text', `"${'\\'.repeat(3_998)}"`],
    ['commas', `customer.country IN (${'"GB",'.repeat(790)}`],
    ['a long name', `${'a.'.repeat(1_900)}b > 1`],
    ['digits', '9'.repeat(4_000)],
    ['conditions without a joint', 'purchases.count > 1 '.repeat(200)],
    ['ANDs', 'AND '.repeat(1_000)],
  ])('answers 4,000 characters of %s within 100 milliseconds', (_, text) => {
    const startedAt = performance.now();
    expect(parseRule(text).ok).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(100);
  });
});
