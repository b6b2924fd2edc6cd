import { describe, expect, it } from 'vitest';
import { parseShopRule } from '#app/domain/segments/shop-rule.ts';

describe('parseShopRule', () => {
  it('takes a rule over facts that a shop has', () => {
    expect(parseShopRule('purchases.count within 60 days > 5').ok).toBe(true);
  });

  it('refuses every fact of activity that is not collected, at its place', () => {
    const rule = 'views.count within 7 days >= 10 OR purchases.count > 1 OR searches.count > 0';
    const parsed = parseShopRule(rule);
    expect(parsed.ok ? [] : parsed.failure).toMatchObject([
      { code: 'not-collected', name: 'views.count', span: { start: 0, end: 11 } },
      { code: 'not-collected', name: 'searches.count', span: { start: 58, end: 72 } },
    ]);
  });

  it('tells of a broken rule what parseRule tells', () => {
    const parsed = parseShopRule('purchases.cuont > 5');
    expect(parsed.ok ? [] : parsed.failure).toMatchObject([
      { code: 'unknown-fact', suggestion: 'purchases.count' },
    ]);
  });
});
