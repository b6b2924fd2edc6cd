import { describe, expect, it } from 'vitest';
import type { Result } from '#app/domain/kernel/result.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { checkMoney } from '#app/domain/segments/check-money.ts';
import { frame, type Diagnostic, type ProblemCode } from '#app/domain/segments/diagnostic.ts';
import { parseEventRule } from '#app/domain/segments/event-rule.ts';
import { LIMITS } from '#app/domain/segments/limits.ts';
import { parseRule } from '#app/domain/segments/parse.ts';

/** A rule with one thing wrong, and how it is shown. */
type Example = readonly [rule: string, ...frame: string[]];

const ONES = Array(LIMITS.listLength + 1).fill('1');
const CONDITIONS = Array(LIMITS.conditions + 1).fill('time.hour = 1');

/** Every code of the language. */
const EXAMPLES: Readonly<Record<ProblemCode, Example>> = {
  'empty-rule': [
    '',
    'Expected a condition, found an empty rule. Write for example: purchases.count > 5 (line 1, column 1)',
    '1 | ',
    '  | ^',
  ],
  'rule-too-long': [
    'time.hour = 1'.padEnd(4_001),
    'Expected a rule of at most 4000 characters, found 4001. (line 1, column 1)',
    `1 | ${'time.hour = 1'.padEnd(100)}…`,
    `  | ${'^'.repeat(100)}`,
  ],
  'too-many-conditions': [
    CONDITIONS.join(' OR '),
    'Expected at most 100 conditions in one rule. Use IN (..) or split the segment. (line 1, column 1701)',
    `1 | …R ${Array(6).fill('time.hour = 1').join(' OR ')}`,
    `  |${' '.repeat(89)}^^^^^^^^^`,
  ],
  'too-deep': [
    `${'('.repeat(21)}time.hour = 1${')'.repeat(21)}`,
    'Expected at most 20 groups and NOTs inside each other. (line 1, column 21)',
    '1 | (((((((((((((((((((((time.hour = 1)))))))))))))))))))))',
    '  |                     ^',
  ],
  'list-too-long': [
    `time.hour IN (${ONES.join()})`,
    'Expected at most 100 values in one list. (line 1, column 14)',
    '1 | time.hour IN (1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,…',
    '  |              ^',
  ],
  'text-too-long': [
    `customer.language = "${'x'.repeat(256)}"`,
    'Expected a text of at most 255 characters. (line 1, column 21)',
    `1 | customer.language = "${'x'.repeat(79)}…`,
    `  |                     ${'^'.repeat(80)}`,
  ],
  'number-too-long': [
    'purchases.count > 12345678901234',
    'Expected at most 13 digits and 6 decimals, found 12345678901234. (line 1, column 19)',
    '1 | purchases.count > 12345678901234',
    '  |                   ^^^^^^^^^^^^^^',
  ],
  'duration-out-of-range': [
    'purchases.count within 121 calendar months > 5',
    'Expected from 1 calendar month to 120 calendar months in whole units, found 121 calendar months. (line 1, column 24)',
    '1 | purchases.count within 121 calendar months > 5',
    '  |                        ^^^^^^^^^^^^^^^^^^^',
  ],
  'lag-out-of-range': [
    'purchases.count between 30 and 60 days ago > 1',
    'Expected whole units, the larger number first, from 1 unit to 3660 days, found 30 and 60 days ago. (line 1, column 17)',
    '1 | purchases.count between 30 and 60 days ago > 1',
    '  |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^',
  ],
  'unexpected-character': [
    'purchases.spend > £5',
    "Found £, which has no meaning here. Write money as a plain number in the shop's currency. (line 1, column 19)",
    '1 | purchases.spend > £5',
    '  |                   ^',
  ],
  'unclosed-text': [
    'customer.language = "en',
    'Expected a closing quote before the end of the line, found none. (line 1, column 21)',
    '1 | customer.language = "en',
    '  |                     ^^^',
  ],
  'unclosed-group': [
    '(purchases.count > 5',
    'Expected a closing parenthesis ) for this one, found none. (line 1, column 1)',
    '1 | (purchases.count > 5',
    '  | ^',
  ],
  'unexpected-token': [
    'purchases.count between 5 and 3 weeks ago > 1',
    'Expected days, hours, minutes or seconds, found weeks. A week is 7 days. (line 1, column 33)',
    '1 | purchases.count between 5 and 3 weeks ago > 1',
    '  |                                 ^^^^^',
  ],
  'unknown-fact': [
    'purchases.count > 5 AND\n\tcuont > 5',
    'Expected the name of a fact, found cuont. Did you mean purchases.count? (line 2, column 2)',
    '2 |  cuont > 5',
    '  |  ^^^^^',
  ],
  'not-in-events': [
    'customer.market = "Home"',
    'Expected a fact that a file of events can tell, found customer.market, which it cannot. (line 1, column 1)',
    '1 | customer.market = "Home"',
    '  | ^^^^^^^^^^^^^^^',
  ],
  'unknown-dimension': [
    'purchases.count of vendr "Mug" > 1',
    'Expected product, type, vendor, tag, collection, query or field after of, found vendr. Did you mean vendor? (line 1, column 20)',
    '1 | purchases.count of vendr "Mug" > 1',
    '  |                    ^^^^^',
  ],
  'filter-missing': [
    'connected.number > 3',
    'Expected of which field connected.number is. Write for example: connected.number of field "points" (line 1, column 1)',
    '1 | connected.number > 3',
    '  | ^^^^^^^^^^^^^^^^',
  ],
  'filter-mismatch': [
    'searches.count of product "1" > 0',
    'searches.count cannot be narrowed to one product. It can be narrowed by query. (line 1, column 16)',
    '1 | searches.count of product "1" > 0',
    '  |                ^^^^^^^^^^^^^^',
  ],
  'never-inferred': [
    'customer.language INFERRED 90 = "en"',
    'customer.language is never inferred: INFERRED may follow customer.country, device.class. (line 1, column 1)',
    '1 | customer.language INFERRED 90 = "en"',
    '  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
  ],
  'filter-value': [
    'purchases.count of product 5 > 5',
    'Expected a text in quotes for the product, found 5. (line 1, column 28)',
    '1 | purchases.count of product 5 > 5',
    '  |                            ^',
  ],
  'operator-mismatch': [
    'customer.tags = "x"',
    'customer.tags is a list of texts: expected CONTAINS, IS SET or IS MISSING, found =. (line 1, column 1)',
    '1 | customer.tags = "x"',
    '  | ^^^^^^^^^^^^^^^^^^^',
  ],
  'value-mismatch': [
    'purchases.spend > "ten"',
    'Expected a plain number in the shop\'s currency for purchases.spend, found "ten". (line 1, column 19)',
    '1 | purchases.spend > "ten"',
    '  |                   ^^^^^',
  ],
  'window-mismatch': [
    'customer.country within 60 days = "GB"',
    'customer.country cannot be used this way with a window of time. Only counts, sums and points in time take one, e.g. purchases.count within 30 days > 5. (line 1, column 1)',
    '1 | customer.country within 60 days = "GB"',
    '  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
  ],
  'empty-range': [
    'purchases.count BETWEEN 3 AND 2',
    'Expected the smaller value first, found BETWEEN 3 AND 2. (line 1, column 1)',
    '1 | purchases.count BETWEEN 3 AND 2',
    '  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
  ],
  'unknown-value': [
    'device.class = "phnoe"',
    'Expected "desktop", "phone", "tablet" for device.class, found "phnoe". Did you mean "phone"? (line 1, column 16)',
    '1 | device.class = "phnoe"',
    '  |                ^^^^^^^',
  ],
  'not-a-date': [
    'purchases.last since "2026-02-30"',
    'Expected a date of the calendar from 1970 on, e.g. "2026-01-31", found "2026-02-30". (line 1, column 22)',
    '1 | purchases.last since "2026-02-30"',
    '  |                      ^^^^^^^^^^^^',
  ],
  'dates-out-of-order': [
    'purchases.last from "2026-03-01" to "2026-02-01"',
    'Expected the earlier date first, found from "2026-03-01" to "2026-02-01". (line 1, column 16)',
    '1 | purchases.last from "2026-03-01" to "2026-02-01"',
    '  |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
  ],
  'not-a-country': [
    'customer.country = "UK"',
    'Expected a two-letter country code, e.g. "GB", found "UK". Did you mean "GB"? (line 1, column 20)',
    '1 | customer.country = "UK"',
    '  |                    ^^^^',
  ],
  'money-digits': [
    'purchases.spend > 5.55',
    'Expected at most 0 decimals for JPY, found 5.55. (line 1, column 19)',
    '1 | purchases.spend > 5.55',
    '  |                   ^^^^',
  ],
};

/** Everything that is wrong with a rule of a shop in Japan; what only some readers refuse, by them. */
function diagnosticsOf(code: string, rule: string): readonly Diagnostic[] {
  const failureOf = (parsed: Result<Rule, Diagnostic[]>) =>
    parsed.ok ? checkMoney(parsed.value, 'JPY') : parsed.failure;
  return failureOf(code === 'not-in-events' ? parseEventRule(rule) : parseRule(rule));
}

describe('a diagnostic in its frame', () => {
  it.each(Object.entries(EXAMPLES))('of code %s says what is wrong and where', (code, [rule, ...shown]) => {
    const found = diagnosticsOf(code, rule);
    expect(found.map((each) => each.code)).toEqual([code]);
    expect(found.map((each) => frame(rule, each))).toEqual([shown.join('\n')]);
  });

  it('shows the part of a long line that holds the place', () => {
    const rule = `${'time.hour = 1 OR '.repeat(9)}cuont > 1${' OR time.hour = 1'.repeat(9)}`;
    const [found] = diagnosticsOf('unknown-fact', rule);
    const [, line = '', carets = ''] = found ? frame(rule, found).split('\n') : [];
    expect(line).toMatch(/^1 \| …[^…]{100}…$/);
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('cuont');
  });
});
