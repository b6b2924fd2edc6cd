import { describe, expect, it } from 'vitest';
import { parseRule } from '#app/domain/segments/parse.ts';
import { exportRule } from '#app/domain/segments/shopify/export-rule.ts';

function exported(source: string) {
  const rule = parseRule(source);
  if (!rule.ok) throw new Error(rule.failure.map(({ message }) => message).join(' '));
  return exportRule(rule.value);
}

function queryOf(source: string): string {
  const query = exported(source);
  if (!query.ok) throw new Error(query.failure.map(({ message }) => message).join(' '));
  return query.value.text;
}

describe('exportRule', () => {
  it.each([
    [
      'purchases.count > 5 AND customer.country IN ("GB", "IE")',
      "number_of_orders > 5 AND (customer_countries CONTAINS 'GB' OR customer_countries CONTAINS 'IE')",
    ],
    [
      'NOT (purchases.count > 5 AND customer.tags CONTAINS "vip")',
      "number_of_orders <= 5 OR customer_tags NOT CONTAINS 'vip'",
    ],
    ['purchases.last within 30 calendar days', 'last_order_date >= -29d'],
    ['NOT purchases.last within 30 calendar days', 'last_order_date <= -30d OR last_order_date IS NULL'],
    ['purchases.count within 60 calendar days > 5', 'orders_placed MATCHES (date >= -59d, count >= 6)'],
    ['purchases.count within 60 calendar days = 0', 'orders_placed NOT MATCHES (date >= -59d)'],
    [
      'purchases.spend within 1 calendar day < 10.5',
      'orders_placed NOT MATCHES (date >= today, sum_amount >= 10.5)',
    ],
    ['purchases.max within 90 calendar days >= 50', 'orders_placed MATCHES (date >= -89d, amount >= 50)'],
    ['customer.language != "fr"', "customer_language != 'fr' AND customer_language IS NOT NULL"],
    ['customer.email_marketing = true', "email_subscription_status = 'SUBSCRIBED'"],
    ['customer.tags CONTAINS "o\'clock"', "customer_tags CONTAINS 'o\\'clock'"],
  ])('writes %s', (rule, query) => {
    expect(queryOf(rule)).toBe(query);
  });

  it.each([
    ['purchases.count within 60 days > 5', 'purchases.count in the last 60 days'],
    ['purchases.last within 36 hours', 'purchases.last in the last 36 hours'],
    ['purchases.last within 2 calendar months', 'purchases.last in the last 2 calendar months'],
    ['purchases.count between 60 and 30 days ago > 1', 'purchases.count between 60 and 30 days ago'],
    ['cart.open_for > 24 hours', 'cart.open_for'],
    ['views.count > 3', 'views.count'],
    ['loyalty.tier = "Gold"', 'loyalty.tier'],
    ['loyalty.engagement > 50', 'loyalty.engagement'],
    ['purchases.average > 10', 'purchases.average'],
    ['purchases.count IS SET', 'purchases.count IS SET'],
    ['customer.language CONTAINS "e"', 'customer.language'],
    ['customer.email_marketing = false', 'customer.email_marketing'],
    ['purchases.count within 3 calendar days >= 0', 'purchases.count >= 0'],
    ['purchases.count > 2.5', 'purchases.count'],
    ['purchases.count of product "gid://shopify/ProductVariant/12" > 1', 'of product'],
    ['purchases.count of product "mugs/12" > 1', 'of product'],
  ])('refuses %s by name', (rule, subject) => {
    const query = exported(rule);
    expect(!query.ok && query.failure.map((problem) => problem.subject)).toEqual([subject]);
  });

  it('tells every part that cannot be said, with its place in the rule', () => {
    const rule = 'purchases.count > 5 AND cart.open_for > 24 hours AND loyalty.tier = "Gold"';
    const query = exported(rule);
    expect(!query.ok && query.failure.map(({ span }) => rule.slice(span.start, span.end))).toEqual([
      'cart.open_for',
      'loyalty.tier',
    ]);
  });
});
