import { describe, expect, it } from 'vitest';
import { importQuery } from '#app/domain/segments/shopify/import-query.ts';

function textOf(query: string): string {
  const imported = importQuery(query);
  if (!imported.ok) throw new Error(imported.failure.map(({ message }) => message).join(' '));
  return imported.value.text;
}

function problemsOf(query: string): readonly (readonly [string, string])[] {
  const imported = importQuery(query);
  if (imported.ok) throw new Error(`Expected a refusal, found ${imported.value.text}`);
  return imported.failure.map(({ subject, span }) => [subject, query.slice(span.start, span.end)]);
}

describe('importQuery', () => {
  it.each([
    ["customer_tags CONTAINS 'vip'", 'customer.tags CONTAINS "vip"'],
    ["customer_tags NOT CONTAINS 'vip'", 'NOT customer.tags CONTAINS "vip"'],
    ["customer_tags CONTAINS '\\'VIP\\''", 'customer.tags CONTAINS "\'VIP\'"'],
    ['number_of_orders > 5', 'purchases.count > 5'],
    ['WHERE number_of_orders BETWEEN 2 AND 4', 'purchases.count BETWEEN 2 AND 4'],
    ['amount_spent >= 100.5', 'purchases.spend >= 100.5'],
    ['last_order_date > -30d', 'purchases.last within 30 calendar days'],
    ['last_order_date >= -30d', 'purchases.last within 31 calendar days'],
    ['last_order_date >= 30_days_ago', 'purchases.last within 31 calendar days'],
    ['last_order_date > -4w', 'purchases.last within 28 calendar days'],
    ['last_order_date = today', 'purchases.last within 1 calendar day'],
    [
      'last_order_date = yesterday',
      'purchases.last within 2 calendar days AND NOT purchases.last within 1 calendar day',
    ],
    ['last_order_date < -30d', 'purchases.last IS SET AND NOT purchases.last within 31 calendar days'],
    ['last_order_date <= today', 'purchases.last IS SET'],
    ['first_order_date > 2026-01-31', 'purchases.first since "2026-02-01"'],
    ['first_order_date < 2026-03-01', 'purchases.first until "2026-02-28"'],
    ['customer_added_date != 2026-05-30', 'NOT customer.created_at from "2026-05-30" to "2026-05-30"'],
    [
      'last_order_date BETWEEN -60d AND -30d',
      'purchases.last within 61 calendar days AND NOT purchases.last within 30 calendar days',
    ],
    ['last_order_date BETWEEN 2026-01-01 AND today', 'purchases.last since "2026-01-01"'],
    ['abandoned_checkout_date IS NULL', 'carts.last_abandoned IS MISSING'],
    ["customer_countries CONTAINS 'GB'", 'customer.country = "GB"'],
    ["customer_language != 'fr'", 'NOT customer.language = "fr"'],
    ["email_subscription_status = 'SUBSCRIBED'", 'customer.email_marketing = true'],
    ["email_subscription_status != 'SUBSCRIBED'", 'NOT customer.email_marketing = true'],
    ['products_purchased MATCHES ()', 'purchases.count >= 1'],
    [
      'products_purchased(id: (1, 2), date: > -30d)',
      'purchases.count of product IN ("1", "2") within 30 calendar days >= 1',
    ],
    ['products_purchased(id: 1) = false', 'NOT purchases.count of product "1" >= 1'],
    [
      'products_purchased MATCHES (id = 1, sum_quantity > 5, date > -30d)',
      'purchases.quantity of product "1" within 30 calendar days > 5',
    ],
    ["products_purchased NOT MATCHES (tag = 'Sports wear')", 'NOT purchases.count of tag "Sports wear" >= 1'],
    ['orders_placed MATCHES (date >= 2026-01-01, count >= 5)', 'purchases.count since "2026-01-01" >= 5'],
    ['orders_placed MATCHES (amount > 100)', 'purchases.max > 100'],
    [
      'number_of_orders = 1 OR number_of_orders = 2 AND amount_spent > 9',
      'purchases.count = 1 OR purchases.count = 2 AND purchases.spend > 9',
    ],
    [
      '(number_of_orders = 1 OR amount_spent > 9) AND customer_tags IS NOT NULL',
      '(purchases.count = 1 OR purchases.spend > 9) AND customer.tags IS SET',
    ],
  ])('reads %s', (query, rule) => {
    expect(textOf(query)).toBe(rule);
  });

  it.each([
    ["customer_cities CONTAINS 'US-NY-NewYorkCity'", 'customer_cities', 'customer_cities'],
    ["customer_account_status = 'ENABLED'", 'customer_account_status', 'customer_account_status'],
    ['metafields.facts.birth_date = today', 'metafields.facts.birth_date', 'metafields.facts.birth_date'],
    ["rfm_group = 'CHAMPIONS'", 'rfm_group', 'rfm_group'],
    ['shopify_email.opened MATCHES ()', 'shopify_email.opened', 'shopify_email.opened'],
    ['last_order_date > -8m', 'last_order_date', '-8m'],
    ['last_order_date >= 12_months_ago', 'last_order_date', '12_months_ago'],
    ['last_order_date > today', 'last_order_date', 'last_order_date > today'],
    ['last_order_date > 2020-05-30T16:00:00', 'last_order_date', '2020-05-30T16:00:00'],
    ['last_order_date > 2020-05-30T16:00:00Z', 'last_order_date', '2020-05-30T16:00:00Z'],
    ['last_order_date > 2020-05-30T16:00:00.5+02:00', 'last_order_date', '2020-05-30T16:00:00.5+02:00'],
    ["email_subscription_status = 'PENDING'", 'email_subscription_status', "'PENDING'"],
    ['products_purchased MATCHES (id = 1, quantity > 5)', 'quantity of products_purchased', 'quantity > 5'],
    ['products_purchased MATCHES (date < -30d)', 'date', 'date < -30d'],
    ['products_purchased MATCHES (count < 3)', 'count', 'count < 3'],
    [
      "products_purchased MATCHES (id = 1, tag = 'a')",
      'id with tag',
      "products_purchased MATCHES (id = 1, tag = 'a')",
    ],
    ['products_purchased(date: -30d) = true', 'date', '-30d'],
    ['orders_placed MATCHES (app_id = 129785)', 'app_id of orders_placed', 'app_id = 129785'],
    ['NOT number_of_orders > 5', 'NOT', 'NOT'],
    ['number_of_order > 5', 'number_of_order', 'number_of_order'],
    ["number_of_orders > 'five'", 'number_of_orders', "'five'"],
    ['number_of_orders', 'the end of the query', ''],
    ['last_order_date = 2026-02-30', '2026-02-30', '2026-02-30'],
  ])('refuses %s by name and place', (query, subject, place) => {
    expect(problemsOf(query)).toEqual([[subject, place]]);
  });

  it('tells everything that is wrong, not only the first', () => {
    expect(
      problemsOf(
        "rfm_group = 'LOYAL' AND (last_order_date > -2m OR companies IS NULL) AND number_of_orders > 1",
      ),
    ).toEqual([
      ['rfm_group', 'rfm_group'],
      ['last_order_date', '-2m'],
      ['companies', 'companies'],
    ]);
    expect(
      problemsOf("number_of_orders >> 1 AND amount_spent ~ 3 AND customer_tags CONTAINS 'a").length,
    ).toBeGreaterThan(2);
  });

  it('guesses what a misspelled name was meant to be', () => {
    const imported = importQuery('last_order_dat > -30d');
    expect(!imported.ok && imported.failure[0]?.message).toContain('Did you mean last_order_date?');
  });

  it('tells once what the two measure differently', () => {
    const imported = importQuery('amount_spent > 1 OR amount_spent < 0');
    expect(imported.ok && imported.value.notes.map(({ subject }) => subject)).toEqual(['amount_spent']);
  });

  it('never throws, whatever it is given', () => {
    for (const query of [
      '',
      '(',
      ')',
      "'",
      '((((((((((((((((((((((a',
      'a MATCHES (',
      'a(b:',
      'IS NULL',
      'x IN (',
      '\u0000',
    ])
      expect(importQuery(query).ok).toBe(false);
  });
});
