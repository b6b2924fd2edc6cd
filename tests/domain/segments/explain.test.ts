import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainRule, type Explanation } from '#app/domain/segments/explain.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { aCart, aContext, aProfile, aPurchase, NOW, product, SEED } from '../builders.ts';
import { oracle } from './oracle.ts';
import { rule } from './rule-arbitrary.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const DAY = 86_400;
const profile = aProfile({
  attributes: { country: 'GB', tags: ['vip-gold'] },
  attributesAt: NOW - 5 * DAY,
  purchases: [3, 2, 1].map((days) => aPurchase({ at: NOW - days * DAY, netMinor: 4_999 })),
  openCarts: [aCart('c', NOW - 26 * 3_600)],
});

function explain(text: string): Explanation {
  const result = parseRule(text);
  if (!result.ok) throw new Error(result.failure[0]?.message);
  return explainRule(result.value, profile, aContext(), 'GBP');
}

const deciding = (text: string) => explain(text).deciding.map((clause) => [clause.text, clause.seen]);

describe('explainRule', () => {
  it('names the one clause that fails an AND', () => {
    expect(deciding('purchases.count within 60 days > 5 AND customer.country = "GB"')).toEqual([
      ['purchases.count within 60 days > 5', '3'],
    ]);
  });

  it('names all clauses of an AND that holds', () => {
    expect(deciding('purchases.count > 2 AND loyalty.tier = "Gold"')).toEqual([
      ['purchases.count > 2', '3'],
      ['loyalty.tier = "Gold"', '"Gold"'],
    ]);
  });

  it('names the one clause that carries an OR', () => {
    expect(deciding('customer.country = "US" OR purchases.spend > 100')).toEqual([
      ['purchases.spend > 100', '149.97 GBP'],
    ]);
  });

  it.each([
    ['cart.open_for > 24 hours', '1 day 2 hours'],
    ['purchases.last within 30 days', '2026-11-21 12:00 UTC'],
    ['customer.tags CONTAINS "x"', '"vip-gold"'],
    ['customer.language = "en"', 'missing'],
    ['purchases.average > 10', '49.99 GBP'],
    ['purchases.max within 1 hour > 10', 'missing'],
  ])('shows what %s saw: %s', (text, seen) => expect(explain(text).clauses[0]?.seen).toBe(seen));

  it.each([
    ['purchases.count within 60 days > 5', 'more than 5 (3 more)'],
    ['purchases.count > 2', 'at most 2 (1 less)'],
    ['purchases.count = 3', 'anything but 3'],
    ['purchases.count < 2.5', 'less than 2.5 (1 less)'],
    ['purchases.count BETWEEN 5 AND 9', 'from 5 to 9 (2 more)'],
    ['purchases.count BETWEEN 0 AND 2', 'from 0 to 2 (1 less)'],
    ['purchases.count BETWEEN 3 AND 4', 'less than 3 or more than 4'],
    ['purchases.count IN (4, 5)', 'one of 4, 5'],
    ['purchases.spend > 200', 'more than 200 (50.04 GBP more)'],
    ['purchases.average >= 50', 'at least 50 (0.01 GBP more)'],
    ['purchases.max within 1 hour > 10', 'known, and more than 10'],
    ['cart.open_for > 48 hours', 'more than 48 hours (22 hours more)'],
    ['customer.country = "US"', '"US"'],
    ['customer.country NOT IN ("US", "CA")', 'one of "US", "CA"'],
    ['customer.language = "en"', 'known, and "en"'],
    ['customer.country STARTS WITH "U"', 'a text that starts with "U"'],
    ['customer.country ENDS WITH "B"', 'a text that does not end with "B"'],
    ['customer.tags CONTAINS "x"', 'with "x"'],
    ['customer.tags CONTAINS ALL ("x", "vip-gold")', 'with all of "x", "vip-gold"'],
    ['customer.tags NOT CONTAINS ANY ("x", "y")', 'with any of "x", "y"'],
    ['customer.country IS MISSING', 'not known'],
    ['customer.language IS SET', 'known'],
    ['purchases.last within 30 days', 'not in the last 30 days'],
    ['purchases.last within 12 hours', 'in the last 12 hours'],
  ])('says what would turn %s: %s', (text, toTurn) => expect(explain(text).clauses[0]?.toTurn).toBe(toTurn));

  it.each([
    ['purchases.count within 60 days > 5', NOW - DAY],
    ['purchases.count between 3 and 2 days ago > 0', NOW - 2 * DAY],
    ['purchases.count within 1 hour > 5', null],
    ['purchases.first within 60 days', NOW - 3 * DAY],
    ['refunds.last IS SET', null],
    ['loyalty.engagement > 5', NOW - DAY],
    ['cart.open_for > 1 hour', NOW - 26 * 3_600],
    ['cart.open_value IS SET', NOW - 26 * 3_600],
    ['customer.country = "GB"', NOW - 5 * DAY],
    ['customer.account_age > 1 hour', NOW - 5 * DAY],
    ['loyalty.tier = "Gold"', NOW - 5 * DAY],
    ['checkout.country = "GB"', NOW],
    ['time.hour = 3', NOW],
  ])('tells since when is known what %s saw', (text, knownAt) => {
    expect(explain(text).clauses[0]?.knownAt).toBe(knownAt);
  });

  it('tells when time alone turns a clause, and when it turns the rule', () => {
    const { clauses, nextChangeAt } = explain(
      'purchases.last within 30 days AND (cart.open_for > 48 hours OR customer.country = "GB")',
    );
    expect(clauses.map(({ turnsAt }) => turnsAt)).toEqual([NOW + 29 * DAY, NOW + 22 * 3_600 + 1, null]);
    expect(nextChangeAt).toBe(NOW + 29 * DAY);
  });

  it('gives the amount that is missing exactly: so much more turns a clause, one less does not', () => {
    const purchase = (index: number) =>
      aPurchase({ at: NOW - index, orderId: `gid://shopify/Order/${index}` });
    const having = (count: number) =>
      aProfile({ purchases: Array.from({ length: count }, (_, index) => purchase(count - index)) });
    const explainFor = (count: number, text: string) => {
      const parsed = parseRule(text);
      return parsed.ok ? explainRule(parsed.value, having(count), aContext(), 'GBP') : null;
    };
    const half = fc.integer({ min: 0, max: 20 }).map((twice) => twice / 2);
    fc.assert(
      fc.property(fc.nat(9), fc.constantFrom('<', '<=', '>', '>='), half, (count, sign, value) => {
        const text = `purchases.count ${sign} ${value}`;
        const before = explainFor(count, text);
        const [, amount, way] = /\((\d+) (more|less)\)/.exec(before?.clauses[0]?.toTurn ?? '') ?? [];
        const step = way === 'more' ? 1 : -1;
        const turned = count + step * Number(amount);
        if (turned < 0) return;
        expect(explainFor(turned, text)?.isMember).toBe(!before?.isMember);
        expect(explainFor(turned - step, text)?.isMember).toBe(before?.isMember);
      }),
      { seed: SEED, numRuns: propertyRuns(200) },
    );
  });

  it('agrees with the oracle, and its deciding clauses alone give the verdict', () => {
    fc.assert(
      fc.property(rule, (tree) => {
        const { isMember, clauses, deciding: some } = explainRule(tree, profile, aContext(), 'GBP');
        expect(isMember).toBe(oracle(tree, profile, aContext()));
        expect(some.length).toBeGreaterThan(0);
        expect(clauses).toEqual(expect.arrayContaining([...some]));
      }),
      { seed: SEED, numRuns: propertyRuns(1_000) },
    );
  });
});

describe('a clause that asks for inferred values', () => {
  const guessed = aProfile({
    ...profile,
    attributes: { country: null, tags: [] },
    estimates: {
      at: NOW - 2 * DAY,
      version: 4,
      inferred: { 'customer.country': { value: 'DE', percent: 93.2 } },
    },
  });
  const look = (text: string, who = guessed) => {
    const parsed = parseRule(text);
    if (!parsed.ok) throw new Error(parsed.failure[0]?.message);
    const [clause] = explainRule(parsed.value, who, aContext(), 'GBP').clauses;
    return [clause?.isTrue, clause?.seen, clause?.knownAt];
  };

  it('says so, with the probability and the age of the model', () => {
    expect(look('customer.country INFERRED 90 = "DE"')).toEqual([
      true,
      '"DE", inferred with 93.2 %',
      NOW - 2 * DAY,
    ]);
  });

  it('sees nothing that is less probable, and nothing at all where the rule does not ask', () => {
    expect(look('customer.country INFERRED 95 = "DE"').slice(0, 2)).toEqual([false, 'missing']);
    expect(look('customer.country = "DE"').slice(0, 2)).toEqual([false, 'missing']);
  });

  it('goes by what is known first', () => {
    const known = { ...profile, estimates: guessed.estimates };
    expect(look('customer.country INFERRED 90 = "DE"', known)).toEqual([false, '"GB"', NOW - 5 * DAY]);
  });
});

describe('the time spent on product pages', () => {
  const views = [
    { at: NOW - 7 * DAY + 60, productId: product(1), lastedSeconds: 75 },
    { at: NOW - 3_600, productId: product(2), lastedSeconds: 15 },
    { at: NOW - 60, productId: product(1) },
  ];
  const clauseOf = (text: string) => {
    const rule = parseRule(text);
    if (!rule.ok) throw new Error(rule.failure[0]?.message);
    return explainRule(rule.value, aProfile({ views }), aContext(), 'GBP').clauses[0];
  };

  it('is summed as far as it is known, by product too, and leaves its window to the second', () => {
    expect(clauseOf('views.time within 7 days >= 80 seconds')).toMatchObject({
      isTrue: true,
      seen: '1 minute 30 seconds',
      turnsAt: NOW + 60,
    });
    expect(clauseOf('views.time of product "2" within 7 days >= 20 seconds')).toMatchObject({
      isTrue: false,
      seen: '15 seconds',
      toTurn: 'at least 20 seconds (5 seconds more)',
      turnsAt: null,
    });
  });
});

describe('what connections and visits told', () => {
  const told = { at: NOW - 60, until: NOW + DAY, needs: 'none', source: 's' } as const;
  const attributes = {
    tags: ['vip-gold'],
    deviceClass: 'phone',
    wishlist: [product(1)],
    connected: {
      loyalty_tier: { ...told, value: 'Club' },
      wishlist: { ...told, value: 1, at: NOW - 90 },
      rating: { ...told, value: 4.4 },
      points: { ...told, value: 80 },
    },
  };
  const clauseOf = (text: string, until = told.until) => {
    const parsed = parseRule(text);
    if (!parsed.ok) throw new Error(parsed.failure[0]?.message);
    const loyalty_tier = { ...attributes.connected.loyalty_tier, until };
    const connected = { ...attributes.connected, loyalty_tier };
    const who = aProfile({ attributes: { ...attributes, connected }, attributesAt: NOW - 5 * DAY });
    return explainRule(parsed.value, who, aContext(), 'GBP').clauses[0];
  };

  it.each([
    ['loyalty.tier = "Club"', NOW - 60],
    ['wishlist.count >= 1', NOW - 90],
    ['wishlist.product_ids IS SET', NOW - 90],
    ['device.class = "phone"', null],
    ['customer.tags CONTAINS "vip-gold"', NOW - 5 * DAY],
  ])('is as old as its own news: %s', (text, knownAt) => {
    expect(clauseOf(text)).toMatchObject({ isTrue: true, knownAt });
  });

  it.each([
    ['connected.number of field "rating" >= 4.5', 'at least 4.5 (0.1 more)'],
    ['connected.number of field "rating" > 4.4', 'more than 4.4'],
    ['connected.number of field "rating" >= 4.3', 'less than 4.3'],
    ['connected.number of field "rating" BETWEEN 1 AND 4', 'from 1 to 4 (0.4 less)'],
    ['connected.number of field "points" >= 100', 'at least 100 (20 more)'],
  ])('is any number, and what is missing of it too: %s', (text, toTurn) => {
    expect(clauseOf(text)?.toTurn).toBe(toTurn);
  });

  it('gives way to what tells the tier by its tag once it has expired', () => {
    expect(clauseOf('loyalty.tier = "Gold"', NOW)).toMatchObject({ isTrue: true, knownAt: NOW - 5 * DAY });
  });
});
