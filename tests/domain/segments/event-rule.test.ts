import { describe, expect, it } from 'vitest';
import { parseEventRule } from '#app/domain/segments/event-rule.ts';

describe('parseEventRule', () => {
  it('takes a rule over what events tell, the time included', () => {
    const rule =
      'purchases.count of product "p1" > 5 AND searches.count of query "mug" > 0 AND time.hour < 12 AND loyalty.tier = "Gold"';
    expect(parseEventRule(rule).ok).toBe(true);
  });

  it('refuses every fact and filter that only a shop knows, at its place', () => {
    const parsed = parseEventRule('cart.subtotal > 5 OR views.count of vendor "Acme" > 0');
    expect(parsed.ok ? [] : parsed.failure).toMatchObject([
      { code: 'not-in-events', name: 'cart.subtotal', span: { start: 0, end: 13 } },
      { code: 'not-in-events', name: 'the vendor of a product', span: { start: 33, end: 49 } },
    ]);
  });

  it('tells of a broken rule what parseRule tells', () => {
    const parsed = parseEventRule('purchases.cuont > 5');
    expect(parsed.ok ? [] : parsed.failure).toMatchObject([{ code: 'unknown-fact' }]);
  });
});
