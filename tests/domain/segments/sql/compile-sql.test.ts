import { describe, expect, test } from 'vitest';
import type { Rule } from '#app/domain/segments/ast.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { compileSql, type SqlStatement } from '#app/domain/segments/sql/compile-sql.ts';
import { NOW } from '#tests/domain/builders.ts';

const QUESTION = {
  shopId: 7,
  now: NOW,
  currency: 'GBP',
  timezone: 'Europe/London',
  tiers: [{ name: 'Gold', tag: 'VIP-Gold' }],
};

function sqlOf(text: string, among: string | null = null): SqlStatement {
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(`${text} is no rule`);
  return compileSql(parsed.value, QUESTION, among);
}

const joinsOf = (text: string): readonly string[] =>
  sqlOf(text).text.match(/^SELECT \S+ FROM \(SELECT|(LEFT )?JOIN \(SELECT/gm) ?? [];
const ALONE = 'SELECT did1.shopper_id FROM (SELECT';

describe('compileSql', () => {
  test('keeps what a rule says out of the SQL', () => {
    const { text, values } = sqlOf(
      `customer.tags CONTAINS "'; DROP TABLE orders; --" OR customer.language = "$1" OR purchases.spend > 123.45`,
    );
    expect(text).not.toContain('DROP TABLE');
    expect(text).not.toMatch(/123/);
    expect(values).toEqual(expect.arrayContaining([7, "'; DROP TABLE orders; --", '$1', '12345']));
  });

  test('hands over each value once, the shop first', () => {
    const { values } = sqlOf('purchases.count = 3 OR views.count = 3 OR searches.count = 3');
    expect(values).toEqual([7, NOW + 1, '3']);
  });

  test('names the shop at every table', () => {
    const { text } = sqlOf(
      'purchases.count > 1 AND refunds.count > 1 AND carts.abandoned_count > 1 AND customer.market = "UK" AND cart.open_for > 1 hours',
    );
    const tables =
      text.match(/\b(FROM|JOIN) (profile|orders|refund|shopper_activity|market|open_cart)\b/g) ?? [];
    expect(tables).toHaveLength(8);
    expect(text.match(/shop_id = (\$1|refund\.shop_id)/g)).toHaveLength(8);
  });

  test('looks only at shoppers with rows where the rule cannot hold without', () => {
    expect(joinsOf('purchases.count > 5')).toEqual([ALONE]);
    expect(joinsOf('purchases.count < 5')).toEqual(['LEFT JOIN (SELECT']);
    expect(joinsOf('purchases.max IS MISSING')).toEqual(['LEFT JOIN (SELECT']);
    expect(joinsOf('NOT purchases.count < 5')).toEqual([ALONE]);
    expect(joinsOf('purchases.last IS SET OR views.count > 1')).toEqual([
      'LEFT JOIN (SELECT',
      'LEFT JOIN (SELECT',
    ]);
    expect(joinsOf('purchases.count > 1 OR purchases.spend > 1')).toEqual([ALONE]);
    expect(joinsOf('purchases.count > 1 AND customer.country = "GB"')).toEqual(['JOIN (SELECT']);
  });

  test('reads no profile where the rule asks none, but for who is merged or deleted', () => {
    const alone = sqlOf('purchases.count > 5').text;
    expect(alone.match(/profile/g)).toHaveLength(1);
    expect(alone).toContain('merged_into IS NOT NULL OR is_deleted');
    expect(sqlOf('purchases.count < 5').text).toContain('FROM profile AS shopper');
  });

  test('tests a condition that must hold while the rows are grouped', () => {
    const { text } = sqlOf('purchases.count within 60 days > 5 AND customer.country = "GB"');
    expect(text).toMatch(/GROUP BY orders\.customer_id HAVING \(\(coalesce\(count\(\*\)/);
    expect(sqlOf('NOT purchases.count within 60 days > 5').text).not.toContain('HAVING');
  });

  test('asks for what two conditions share in one pass', () => {
    const { text } = sqlOf('purchases.count within 60 days > 5 AND purchases.count within 60 days < 9');
    expect(text.match(/FROM orders/g)).toHaveLength(1);
    expect(text.match(/AS value\d/g)).toEqual(['AS value1']);
  });

  test('looks at no row older than every window', () => {
    const oldest = (text: string): unknown[] =>
      sqlOf(text).values.filter((value) => typeof value === 'number' && value > 1_000 && value < NOW);
    expect(oldest('purchases.count within 2 days > 5')).toEqual([NOW - 2 * 86_400 + 1]);
    expect(sqlOf('purchases.last within 2 days').text).not.toContain('max(');
  });

  test('looks for those who meet the narrower of two conditions first', () => {
    const { text } = sqlOf('purchases.count within 365 days > 3 AND purchases.last within 30 days');
    expect(text).toMatch(/orders\.customer_id IN \(SELECT orders\.customer_id FROM orders/);
    expect(sqlOf('purchases.count within 365 days > 3 OR purchases.last within 30 days').text).not.toContain(
      '.customer_id IN (',
    );
  });

  test('tells whether it reads the rows of shoppers alone', () => {
    expect(sqlOf('customer.country = "GB" OR NOT loyalty.tier = "Gold"').isPlain).toBe(true);
    expect(sqlOf('customer.country = "GB" OR purchases.count > 1').isPlain).toBe(false);
  });

  test('decides what is the same for everybody beforehand', () => {
    // 2026-11-22 is a Sunday.
    expect(sqlOf('time.weekday = "Sunday"').text).toMatch(/AND true$/);
    expect(sqlOf('cart.subtotal > 5').text).toMatch(/AND false$/);
    expect(sqlOf('cart.subtotal IS MISSING').text).toMatch(/AND true$/);
  });

  test('looks at the shoppers it is told, in each kind of rows', () => {
    const { text } = sqlOf('purchases.count > 1 AND views.count < 2', 'SELECT shopper_id FROM looked');
    expect(text.match(/IN \(SELECT shopper_id FROM looked\)/g)).toHaveLength(2);
    const { text: ofProfiles } = sqlOf('purchases.count < 1', 'SELECT shopper_id FROM looked');
    expect(ofProfiles.match(/IN \(SELECT shopper_id FROM looked\)/g)).toHaveLength(2);
  });

  test('takes a text that cannot be stored for one that nobody has', () => {
    const value = { kind: 'text', value: 'a\0b', span: { start: 0, end: 0 } } as const;
    const fact = {
      name: 'customer.language',
      nameSpan: value.span,
      filter: null,
      window: null,
      span: value.span,
    };
    const rule: Rule = { kind: 'compare', fact, operator: '=', value, span: value.span };
    expect(compileSql(rule, QUESTION).values).toEqual([7, null]);
  });
});
