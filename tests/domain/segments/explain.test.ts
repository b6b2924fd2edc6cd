import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainRule, type Explanation } from '#app/domain/segments/explain.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { aCart, aContext, aProfile, aPurchase, NOW, SEED } from '../builders.ts';
import { oracle } from './oracle.ts';
import { rule } from './rule-arbitrary.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const DAY = 86_400;
const profile = aProfile({
  attributes: { country: 'GB', tags: ['vip-gold'] },
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
