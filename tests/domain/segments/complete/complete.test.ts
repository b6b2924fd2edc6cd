import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalogues } from '#app/domain/segments/complete/catalogues.ts';
import { completeRule, COMPLETION_LIMIT } from '#app/domain/segments/complete/complete.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { printRule } from '#app/domain/segments/print.ts';
import { SEED } from '../../builders.ts';
import { rule } from '../rule-arbitrary.ts';

const CATALOGUES: Catalogues = {
  countries: [
    { text: 'GB', label: 'United Kingdom' },
    { text: 'DE', label: 'Germany' },
  ],
  tiers: [{ text: 'Gold' }, { text: 'Silver' }],
  customerTags: [{ text: 'vip' }, { text: 'wholesale' }],
  productTypes: [{ text: 'Mug' }, { text: 'Bag "large"' }],
  products: [{ text: '8100', label: 'Red Spotty Mug' }],
};

/** Completes at the bar: `purchases.co|` */
function complete(marked: string) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, options } = completeRule(text, offset, CATALOGUES);
  return { replaced: text.slice(from, to), texts: options.map((option) => option.text) };
}

describe('completeRule', () => {
  it.each([
    ['purchases.co|', 'purchases.co', ['purchases.count']],
    ['refu|', 'refu', ['refunds.count', 'refunds.spend', 'refunds.last']],
    ['added|', 'added', ['carts.added_value']],
    ['NOT loy|', 'loy', ['loyalty.engagement', 'loyalty.tier']],
    ['(loyalty.t|', 'loyalty.t', ['loyalty.tier']],
    ['purchases.count > 5 AND loyalty.t|', 'loyalty.t', ['loyalty.tier']],
    [
      'purchases.count |',
      '',
      [
        '=',
        '!=',
        '<',
        '<=',
        '>',
        '>=',
        'BETWEEN',
        'IS SET',
        'IS MISSING',
        'IN',
        'NOT IN',
        'within',
        'between',
        'since',
        'until',
        'from',
        'of',
      ],
    ],
    ['purchases.count wi|', 'wi', ['within']],
    ['purchases.count of |', '', ['product', 'type', 'vendor', 'tag', 'collection']],
    ['searches.count of |', '', ['query']],
    ['purchases.count of type |', '', ['"Mug"', '"Bag \\"large\\""', 'IN']],
    ['purchases.count of product "spot|', '"spot', ['"8100"']],
    ['purchases.count of type IN ("Mug", |', '', ['"Mug"', '"Bag \\"large\\""']],
    [
      'purchases.count of type IN ("Mug") |',
      '',
      [
        '=',
        '!=',
        '<',
        '<=',
        '>',
        '>=',
        'BETWEEN',
        'IS SET',
        'IS MISSING',
        'IN',
        'NOT IN',
        'within',
        'between',
        'since',
        'until',
        'from',
      ],
    ],
    ['purchases.count of type "Mug" within 60 |', '', ['seconds', 'minutes', 'hours', 'days', 'calendar']],
    ['purchases.count within 60 d|', 'd', ['days']],
    ['purchases.count within 60 calendar |', '', ['days', 'months']],
    [
      'purchases.count within 60 days |',
      '',
      ['=', '!=', '<', '<=', '>', '>=', 'BETWEEN', 'IS SET', 'IS MISSING', 'IN', 'NOT IN'],
    ],
    ['purchases.count between 60 and 30 |', '', ['AND', 'OR', 'seconds', 'minutes', 'hours', 'days']],
    ['purchases.count between 60 and 30 days |', '', ['ago']],
    ['purchases.count from "2026-01-01" |', '', ['to']],
    ['purchases.count from "2026-01-01" to "2026-02-01" B|', 'B', ['BETWEEN']],
    ['purchases.last |', '', ['IS SET', 'IS MISSING', 'within', 'between', 'since', 'until', 'from', 'of']],
    ['purchases.last within 30 days |', '', ['AND', 'OR']],
    ['purchases.last between 60 |', '', ['and']],
    ['cart.open_for > 24 |', '', ['seconds', 'minutes', 'hours', 'days']],
    ['cart.open_for > 24 hours A|', 'A', ['AND']],
    ['cart.open_for BETWEEN 1 hours |', '', ['AND']],
    ['loyalty.tier = |', '', ['"Gold"', '"Silver"']],
    ['loyalty.tier = "S|', '"S', ['"Silver"']],
    ["loyalty.tier = 's|' AND purchases.count > 1", "'s'", ['"Silver"']],
    ['loyalty.tier = Go|', 'Go', ['"Gold"']],
    ['loyalty.tier NOT |', '', ['IN', 'CONTAINS']],
    ['loyalty.tier NOT IN ("Gold", "|', '"', ['"Gold"', '"Silver"']],
    ['customer.country IN ("uni|', '"uni', ['"GB"']],
    ['customer.tags CONTAINS |', '', ['"vip"', '"wholesale"', 'ANY', 'ALL']],
    ['customer.tags CONTAINS ALL (|', '', ['"vip"', '"wholesale"']],
    ['customer.tags NOT CONTAINS ANY |', '', ['(']],
    ['customer.language STARTS |', '', ['WITH']],
    ['customer.email_marketing = |', '', ['true', 'false']],
    ['time.weekday = "T|', '"T', ['"Tuesday"', '"Thursday"']],
    ['purchases.count IS |', '', ['SET', 'MISSING']],
    ['(purchases.count > 5 |', '', ['AND', 'OR', ')']],
    ['(purchases.count > 5) |', '', ['AND', 'OR']],
    ['purchases.count IN (1, 2|', '2', []],
    ['purchases.count > |', '', []],
    ['purchases.count within |', '', []],
    ['purchases.count since |', '', []],
  ])('at %s replaces %j by %j', (marked, replaced, texts) => {
    expect(complete(marked)).toEqual({ replaced, texts });
  });

  it.each([
    ['purchases.cuont > > 5 OR loyalty.tier = |', ['"Gold"', '"Silver"']],
    ['purchases.count @ 5 AND customer.tags CONTAINS "w|', ['"wholesale"']],
    [') ) loyalty.tier = |', ['"Gold"', '"Silver"']],
    ['loyalty.tier = | AND (((', ['"Gold"', '"Silver"']],
    ['loyalty.tier = "G| AND purchases.count > 5', ['"Gold"']],
  ])('goes on behind a mistake: %s', (marked, texts) => {
    expect(complete(marked).texts).toEqual(texts);
  });

  it('leaves what is behind an unclosed text alone', () => {
    expect(complete('loyalty.tier = "G| AND purchases.count > 5').replaced).toBe('"G');
  });

  it('explains each fact', () => {
    const [option] = completeRule('purchases.max', 13, {}).options;
    expect(option?.detail).toContain('largest order');
  });

  it('writes a value of the shop so that the rule reads it back, whatever characters it has', () => {
    const written = 'customer.tags CONTAINS ';
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), (tag) => {
        const { options } = completeRule(written, written.length, { customerTags: [{ text: tag }] });
        const read = parseRule(written + options[0]?.text);
        expect(read).toMatchObject({ ok: true, value: { values: [{ kind: 'text', value: tag }] } });
      }),
      { numRuns: 2_000, seed: SEED, examples: [['a\tb'], ['"\\\n']] },
    );
  });

  it('never throws, and answers with a stretch of the text around the caret', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.nat(90), (text, offset) => {
        const { from, to, options } = completeRule(text, offset, CATALOGUES);
        const caret = Math.min(offset, text.length);
        expect(from).toBeLessThanOrEqual(caret);
        expect(to).toBeGreaterThanOrEqual(caret);
        expect(options.length).toBeLessThanOrEqual(COMPLETION_LIMIT);
      }),
      { numRuns: 2_000, seed: SEED },
    );
  });

  it('offers what stands there at every fact and joint of a right rule', () => {
    fc.assert(
      fc.property(rule, (tree) => {
        const text = printRule(tree);
        fc.pre(parseRule(text).ok);
        for (const { index, 0: word } of text.matchAll(/(?<=^|[ (])[a-z]+\.[a-z_]+(?=[ )]|$)/g))
          expect(completeRule(text, index + word.length, {}).options.map((option) => option.text)).toContain(
            word,
          );
        for (const { index } of text.matchAll(/ (?:AND|OR) (?=\(|NOT|[a-z]+\.)/g))
          expect(completeRule(text, index + 1, {}).options.map((option) => option.text)).toContain('AND');
      }),
      { numRuns: 500, seed: SEED },
    );
  });
});
