import { describe, expect, it } from 'vitest';
import { frame, type Diagnostic } from '#app/domain/segments/diagnostic.ts';
import { parseRule } from '#app/domain/segments/parse.ts';

function diagnosticsOf(text: string): readonly Diagnostic[] {
  const result = parseRule(text);
  return result.ok ? [] : result.failure;
}

/** Code and marked text of every diagnostic. */
const marks = (text: string) =>
  diagnosticsOf(text).map(({ code, span }) => [code, text.slice(span.start, span.end)]);

describe('diagnostics', () => {
  it('are all reported, in the order of the text', () => {
    expect(
      marks('cuont > 5 AND customer.country = US OR (purchases.spend > "ten" AND NOT cart.open_for > 24)'),
    ).toEqual([
      ['unknown-fact', 'cuont'],
      ['unexpected-token', 'US'],
      ['value-mismatch', '"ten"'],
      ['value-mismatch', '24'],
    ]);
  });

  it.each([
    ['', 'empty-rule', ''],
    ['   ', 'empty-rule', '   '],
    ['purchases.count', 'unexpected-token', ''],
    ['purchases.count >', 'unexpected-token', ''],
    ['purchases.count > > 5', 'unexpected-token', '>'],
    ['AND purchases.count > 5', 'unexpected-token', 'AND'],
    ['purchases.count > 5 AND', 'unexpected-token', ''],
    ['purchases.count > 5 purchases.spend > 1', 'unexpected-token', 'purchases.spend'],
    ['purchases.count > 5)', 'unexpected-token', ')'],
    ['(purchases.count > 5', 'unclosed-group', '('],
    ['customer.language = "en', 'unclosed-text', '"en'],
    ['customer.language = “en”', 'unexpected-character', '“'],
    ['purchases.spend > £5', 'unexpected-character', '£'],
    ['purchases.count within 60 > 5', 'unexpected-token', '>'],
    ['purchases.count within 60 weeks > 5', 'unexpected-token', 'weeks'],
    ['purchases.count within 2 months > 5', 'unexpected-token', 'months'],
    ['purchases.last within 1 Month', 'unexpected-token', 'Month'],
    ['purchases.count within days > 5', 'unexpected-token', 'days'],
    ['purchases.count within 0 days > 5', 'duration-out-of-range', '0 days'],
    ['purchases.count within 1.5 days > 5', 'duration-out-of-range', '1.5 days'],
    ['customer.country NOT = "GB"', 'unexpected-token', 'NOT'],
    ['purchases.count NOT BETWEEN 1 AND 2', 'unexpected-token', 'NOT'],
    ['customer.country IN "GB"', 'unexpected-token', '"GB"'],
    ['customer.country IN ()', 'unexpected-token', ')'],
    ['customer.country IN ("GB" "US")', 'unexpected-token', '"US"'],
    ['customer.country IS "GB"', 'unexpected-token', '"GB"'],
    ['purchases.count BETWEEN 1, 2', 'unexpected-token', ','],
    ['purchases.count BETWEEN 3 AND 2', 'empty-range', 'purchases.count BETWEEN 3 AND 2'],
    ['purchases.count CONTAINS 5', 'operator-mismatch', 'purchases.count CONTAINS 5'],
    ['customer.tags = "x"', 'operator-mismatch', 'customer.tags = "x"'],
    ['customer.country < "GB"', 'operator-mismatch', 'customer.country < "GB"'],
    ['purchases.last > 5', 'operator-mismatch', 'purchases.last > 5'],
    ['purchases.count within 60 days', 'window-mismatch', 'purchases.count within 60 days'],
    ['customer.country within 60 days = "GB"', 'window-mismatch', 'customer.country within 60 days = "GB"'],
    ['purchases.last within 9 days > 5', 'window-mismatch', 'purchases.last within 9 days > 5'],
    ['customer.email_marketing = "yes"', 'value-mismatch', '"yes"'],
    ['purchases.spend > 5 days', 'value-mismatch', '5 days'],
    ['customer.country = "United Kingdom"', 'not-a-country', '"United Kingdom"'],
    ['customer.country = "UK"', 'not-a-country', '"UK"'],
    ['customer.country = "constructor"', 'not-a-country', '"constructor"'],
  ])('of %j are one %s at %j', (text, code, marked) => expect(marks(text)).toEqual([[code, marked]]));

  it.each(['customer.country STARTS WITH "U"', 'device.class CONTAINS "desk"'])(
    'are none of %s: a part of a text need not be a whole one',
    (text) => expect(marks(text)).toEqual([]),
  );

  it.each([
    ['purchase.count > 5', 'purchases.count'],
    ['cuont > 5', 'purchases.count'],
    ['Purchases.Count > 5', 'purchases.count'],
    ['purchases.spned > 5', 'purchases.spend'],
    ['tags CONTAINS "x"', 'customer.tags'],
    ['loyalty.teir = "gold"', 'loyalty.tier'],
    ['cart.openfor > 1 hour', 'cart.open_for'],
  ])('suggest for %s the fact %s', (text, suggestion) => {
    expect(diagnosticsOf(text)).toMatchObject([{ code: 'unknown-fact', suggestion }]);
  });

  it('suggest nothing where no name is near', () => {
    expect(diagnosticsOf('weather.temperature > 5')).toMatchObject([{ suggestion: null }]);
  });

  it.each([
    ['customer.country = US', 'Put text in quotes: "US".'],
    ['customer.country NOT = "GB"', 'Write NOT before the whole condition: NOT customer.country ...'],
    ['customer.country = "UK"', 'Did you mean "GB"?'],
    ['purchases.last > 5', 'expected within (or since, until, from .. to), IS SET or IS MISSING, found >.'],
    ['purchases.last within 2 months', 'found months. Months follow the calendar: within 2 calendar months.'],
    ['customer.tags contain "x"', 'Did you mean contains instead of contain?'],
  ])('of %s say: %s', (text, sentence) => expect(diagnosticsOf(text)[0]?.message).toContain(sentence));
});

describe('frame', () => {
  it('underlines the place in its line and names line and column', () => {
    const text = 'purchases.count > 5\nAND customer.cuontry = "GB"';
    const [diagnostic] = diagnosticsOf(text);
    expect(diagnostic && frame(text, diagnostic)).toBe(
      [
        'Expected the name of a fact, found customer.cuontry. Did you mean customer.country? (line 2, column 5)',
        '2 | AND customer.cuontry = "GB"',
        '  |     ^^^^^^^^^^^^^^^^',
      ].join('\n'),
    );
  });

  it('marks one place at the end of the rule', () => {
    const [diagnostic] = diagnosticsOf('purchases.count >');
    expect(diagnostic && frame('purchases.count >', diagnostic)).toMatch(/\n {2}\| {18}\^$/);
  });
});
