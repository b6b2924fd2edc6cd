import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '#app/domain/segments/ast.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import {
  requireConsent,
  saysConsent,
  sensitiveCategory,
  sensitiveMentions,
} from '#app/domain/segments/sensitive.ts';
import { rule as anyRule } from './rule-arbitrary.ts';
import { printRule } from '#app/domain/segments/print.ts';

const ruleOf = (text: string): Rule => {
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(`${text} is no rule`);
  return parsed.value;
};
const mentioned = (text: string, tag: string | null = null) =>
  sensitiveMentions(ruleOf(text), tag).map(({ category, text: found }) => [found, category]);

describe('sensitiveCategory', () => {
  it.each([
    ['diabetic', 'health'],
    ['isDiabetic', 'health'],
    ['Diabétique', 'health'],
    ['Pregnancy tests', 'health'],
    ['LGBTQ+ community', 'sexuality'],
    ['kosher-kitchen', 'religion'],
    ['african american', 'ethnicity'],
    ['Labour Party donor', 'politics'],
    ['trade union member', 'trade union membership'],
    ['ex_offender', 'criminal record'],
    ['GPS 51.5,-0.1', 'precise location'],
  ])('finds what “%s” is about', (text, category) => {
    expect(sensitiveCategory(text)).toBe(category);
  });

  it.each(['vip', 'Gold', 'wholesale', 'Union Jack mug', 'Christmas', 'hivemind', 'party', ''])(
    'finds nothing in “%s”',
    (text) => {
      expect(sensitiveCategory(text)).toBeNull();
    },
  );
});

describe('sensitiveMentions', () => {
  it('looks at tags, at what was bought, and into groups, each text once', () => {
    const rule = `customer.tags CONTAINS ANY ("vip", "diabetic") OR NOT (purchases.count of type "Pregnancy tests" > 0
      AND customer.tags CONTAINS "diabetic" AND customer.country = "GB")`;
    expect(mentioned(rule)).toEqual([
      ['diabetic', 'health'],
      ['Pregnancy tests', 'health'],
    ]);
  });

  it('does not take the tag of consent itself for a mention', () => {
    const rule = 'customer.tags CONTAINS "consent: health data, diabetic"';
    expect(mentioned(rule)).toHaveLength(1);
    expect(mentioned(rule, 'consent: health data, diabetic')).toEqual([]);
  });
});

describe('requireConsent', () => {
  const TAG = 'agreed: "health"';
  const guard = (text: string): string => requireConsent(text, ruleOf(text), TAG);

  it('adds the tag as a condition that nobody gets round', () => {
    expect(guard('customer.tags CONTAINS "diabetic"')).toBe(
      'customer.tags CONTAINS "diabetic" AND customer.tags CONTAINS "agreed: \\"health\\""',
    );
    expect(guard('purchases.count > 1 OR customer.tags CONTAINS "diabetic"')).toBe(
      '(purchases.count > 1 OR customer.tags CONTAINS "diabetic") AND customer.tags CONTAINS "agreed: \\"health\\""',
    );
  });

  it('of any rule gives a rule: the one before, and the tag; a second time nothing more', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const guarded = guard(printRule(rule));
        const parsed = ruleOf(guarded);
        expect(parsed.kind).toBe('and');
        expect(requireConsent(guarded, parsed, TAG)).toBe(guarded);
      }),
      { seed: 20261128, numRuns: 200 },
    );
  });

  it('does not take the tag for a condition where only some need it', () => {
    const rule = 'purchases.count > 1 OR customer.tags CONTAINS "agreed"';
    expect(requireConsent(rule, ruleOf(rule), 'agreed')).toBe(
      `(${rule}) AND customer.tags CONTAINS "agreed"`,
    );
  });
});

describe('saysConsent', () => {
  it.each(['consent: health', 'Agreed', 'opt-in', 'optIn', 'Einwilligung', 'consentement'])(
    'takes “%s”',
    (tag) => {
      expect(saysConsent(tag)).toBe(true);
    },
  );
  it.each(['diabetic', 'vip', ''])('does not take “%s”', (tag) => {
    expect(saysConsent(tag)).toBe(false);
  });
});
