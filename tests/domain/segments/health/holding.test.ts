import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACTS, type Fact } from '#app/domain/facts/catalogue.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { deadParts, holdingOf } from '#app/domain/segments/health/holding.ts';
import { compileRule } from '#app/domain/segments/evaluate/compile.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { profiles, shopContext } from '../profile-arbitrary.ts';
import { conditionOn } from '../rule-arbitrary.ts';
import { aProfile, context } from './shoppers.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const read = (text: string) => {
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failure));
  return parsed.value;
};
const holding = (text: string) => holdingOf(read(text), 'GBP');

describe('holdingOf', () => {
  it.each([
    'purchases.count > 5 AND purchases.count < 2',
    'purchases.count within 30 days > 5 AND purchases.count within 60 days < 2',
    'purchases.count within 30 days > 5 AND purchases.count < 5',
    'purchases.count > 5 AND purchases.count < 6',
    'purchases.count < 0',
    'customer.country = "GB" AND customer.country = "FR"',
    'customer.country = "GB" AND customer.country IS MISSING',
    'customer.tags CONTAINS "vip" AND NOT customer.tags CONTAINS "vip"',
    'purchases.last within 30 days AND NOT purchases.last within 60 days',
    'purchases.spend >= 100 AND NOT purchases.spend >= 50',
    'purchases.average > 10.5 AND purchases.average <= 10.5',
    'customer.email_marketing = true AND customer.email_marketing = false',
  ])('finds that nobody fits %s', (text) => {
    expect(holding(text)).toBe('never');
  });

  it.each([
    'purchases.count >= 0',
    'purchases.count < 5 OR purchases.count >= 2',
    'customer.country = "GB" OR NOT customer.country = "GB"',
    'customer.country IS SET OR customer.country IS MISSING',
    'NOT (purchases.count > 5 AND purchases.count < 2)',
    'purchases.count within 60 days > 0 OR purchases.count within 30 days = 0',
  ])('finds that everybody fits %s', (text) => {
    expect(holding(text)).toBe('always');
  });

  it.each([
    'purchases.count > 5',
    'purchases.count within 30 days < 2 AND purchases.count within 60 days > 5',
    'purchases.count > 5 AND views.count < 2',
    'purchases.spend < 50 OR purchases.spend >= 50 AND purchases.count > 3',
    'customer.country != "GB" OR customer.country = "GB"',
    'purchases.average > 10.5 AND purchases.average < 10.6',
    'purchases.count between 60 and 30 days ago > 3 AND purchases.count within 30 days < 2',
    'wishlist.count IS MISSING',
    'wishlist.count IS SET',
    'NOT wishlist.count >= 1 AND NOT wishlist.count < 1',
    'customer.country IS MISSING AND customer.country INFERRED 90 = "DE"',
    'customer.country INFERRED 50 = "DE" AND NOT customer.country INFERRED 90 = "DE"',
  ])('leaves open who fits %s', (text) => {
    expect(holding(text)).toBe('sometimes');
  });

  it('never contradicts what a rule says of a shopper', () => {
    const counts = fc.integer({ min: 0, max: 3 });
    const condition = fc.oneof(
      fc
        .tuple(fc.constantFrom('7', '30'), fc.constantFrom('>', '<', '=', '>=', '<=', '!='), counts)
        .map(([days, sign, count]) => `purchases.count within ${days} days ${sign} ${count}`),
      fc
        .tuple(fc.constantFrom('=', '!='), fc.constantFrom('GB', 'FR'))
        .map(([sign, country]) => `customer.country ${sign} "${country}"`),
      fc.constantFrom('7', '30').map((days) => `purchases.last within ${days} days`),
    );
    const { rule } = fc.letrec<{ rule: string }>((tie) => ({
      rule: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        condition,
        fc.tuple(tie('rule'), tie('rule')).map(([a, b]) => `(${a} AND ${b})`),
        fc.tuple(tie('rule'), tie('rule')).map(([a, b]) => `(${a} OR ${b})`),
        tie('rule').map((inner) => `NOT (${inner})`),
      ),
    }));
    const shopper = fc.record({
      country: fc.constantFrom(null, 'GB', 'FR', 'DE'),
      daysAgo: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(rule, fc.array(shopper, { minLength: 1, maxLength: 20 }), (text, shoppers) => {
        const parsed = read(text);
        const test = compileRule(parsed, 'GBP');
        const isIn = shoppers.map((each) => {
          const run = { profile: aProfile(each), context, now: context.now, validUntil: Infinity };
          return test(run);
        });
        const found = holdingOf(parsed, 'GBP');
        if (found === 'never') expect(isIn).not.toContain(true);
        if (found === 'always') expect(isIn).not.toContain(false);
      }),
      { numRuns: propertyRuns(300), seed: 7 },
    );
  });

  it('never contradicts what two conditions on one fact, of all the language, say of a shopper', () => {
    const span = { start: 0, end: 0 };
    const twoOn = (fact: Fact): fc.Arbitrary<Rule> => {
      const asked = fc
        .tuple(conditionOn(fact), fc.boolean())
        .map(([operand, isTurned]): Rule => (isTurned ? { kind: 'not', operand, span } : operand));
      return fc
        .tuple(fc.constantFrom('and', 'or'), asked, asked)
        .map(([kind, ...operands]): Rule => ({ kind, operands, span }));
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...FACTS).chain(twoOn),
        fc.array(profiles(0), { minLength: 10, maxLength: 10 }),
        (rule, shoppers) => {
          const test = compileRule(rule, 'GBP');
          const shop = shopContext({});
          const isIn = shoppers.map((profile) =>
            test({ profile, context: shop, now: shop.now, validUntil: Infinity }),
          );
          const found = holdingOf(rule, 'GBP');
          if (found === 'never') expect(isIn).not.toContain(true);
          if (found === 'always') expect(isIn).not.toContain(false);
        },
      ),
      { numRuns: propertyRuns(1_000), seed: 20261129 },
    );
  });
});

describe('deadParts', () => {
  it('names the part of an alternative that nobody fits', () => {
    expect(
      deadParts(read('purchases.count > 3 OR purchases.count > 5 AND purchases.count < 2'), 'GBP'),
    ).toEqual([
      {
        text: 'purchases.count > 5 AND purchases.count < 2',
        holding: 'never',
        clauses: ['purchases.count > 5', 'purchases.count < 2'],
        isWhole: false,
      },
    ]);
  });

  it('names the condition that refuses nobody', () => {
    expect(deadParts(read('purchases.count > 3 AND purchases.count >= 0'), 'GBP')).toEqual([
      { text: 'purchases.count >= 0', holding: 'always', clauses: [], isWhole: false },
    ]);
  });

  it('gives a rule that nobody fits as a whole', () => {
    expect(deadParts(read('purchases.count < 0'), 'GBP')).toEqual([
      { text: 'purchases.count < 0', holding: 'never', clauses: [], isWhole: true },
    ]);
  });

  it('names the two clauses that exclude one another among many', () => {
    const rule =
      'customer.country = "GB" AND purchases.count within 30 days > 5 AND loyalty.tier = "Gold" AND purchases.count < 2';
    expect(deadParts(read(rule), 'GBP')[0]?.clauses).toEqual([
      'purchases.count within 30 days > 5',
      'purchases.count < 2',
    ]);
  });

  it('names the alternatives of which one always holds', () => {
    const rule = 'customer.country = "GB" OR purchases.count > 3 OR purchases.count < 8';
    expect(deadParts(read(rule), 'GBP')).toEqual([
      {
        text: rule,
        holding: 'always',
        clauses: ['purchases.count > 3', 'purchases.count < 8'],
        isWhole: true,
      },
    ]);
  });

  it('finds none in a rule whose every part decides', () => {
    expect(deadParts(read('purchases.count > 3 AND customer.country = "GB"'), 'GBP')).toEqual([]);
  });
});
