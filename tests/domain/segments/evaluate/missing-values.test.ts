import { describe, expect, it } from 'vitest';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { aContext, aProfile, aPurchase, NOW } from '../../builders.ts';

function isMember(rule: string, profile = aProfile(), context = aContext()): boolean {
  const result = compileSegment({ id: 's', name: 'S', rule }, 'GBP');
  if (!result.ok) throw new Error(result.failure[0]?.message);
  return result.value.evaluate(profile, context).isMember;
}

describe('a missing value', () => {
  it.each([
    'customer.country = "GB"',
    'customer.country != "GB"',
    'customer.country IN ("GB")',
    'customer.tags CONTAINS "x"',
    'customer.email_marketing = false',
    'customer.email_marketing != true',
    'purchases.average < 100',
    'purchases.max BETWEEN 0 AND 100',
    'purchases.last within 3660 days',
    'cart.open_for < 1 hour',
    'cart.subtotal >= 0',
    'cart.quantity = 0',
    'loyalty.tier != "Gold"',
    'checkout.country != "GB"',
  ])('makes %s false', (rule) => expect(isMember(rule)).toBe(false));

  it.each([
    'NOT customer.country = "GB"',
    'NOT purchases.average < 100',
    'NOT purchases.last within 30 days',
  ])('makes %s true', (rule) => expect(isMember(rule)).toBe(true));

  it('is never the value of a count or a sum: without purchases they are 0', () => {
    expect(isMember('purchases.count = 0 AND purchases.spend = 0')).toBe(true);
    expect(isMember('purchases.count IS SET AND purchases.spend within 1 day IS SET')).toBe(true);
  });

  it('is what IS MISSING finds and IS SET does not', () => {
    expect(isMember('customer.country IS MISSING AND customer.tags IS MISSING')).toBe(true);
    expect(isMember('customer.country IS SET OR customer.tags IS SET')).toBe(false);
    const known = aProfile({ attributes: { country: 'GB', tags: ['x'], emailMarketing: false } });
    expect(isMember('customer.country IS SET AND customer.tags IS SET', known)).toBe(true);
    expect(isMember('customer.email_marketing IS SET', known)).toBe(true);
  });

  it('is the average of a window without purchases', () => {
    const profile = aProfile({ purchases: [aPurchase({ at: NOW - 90 * 86_400 })] });
    expect(isMember('purchases.average IS SET', profile)).toBe(true);
    expect(isMember('purchases.average within 30 days IS MISSING', profile)).toBe(true);
  });
});

describe('a text', () => {
  it('is compared exactly, case and all', () => {
    const gold = aProfile({ attributes: { tags: ['VIP-Gold', 'Early Bird'] } });
    expect(isMember('loyalty.tier = "Gold" AND customer.tags CONTAINS "Early Bird"', gold)).toBe(true);
    expect(isMember('loyalty.tier = "gold" OR customer.tags CONTAINS "early bird"', gold)).toBe(false);
  });

  it('that is a code is met in whatever case a rule writes it', () => {
    const british = aProfile({ attributes: { country: 'GB', language: 'pt-BR' } });
    expect(isMember('customer.country IN ("GB")', british)).toBe(true);
    expect(isMember('customer.country IN ("gb")', british)).toBe(true);
    expect(isMember('customer.country != "gb"', british)).toBe(false);
    expect(isMember('customer.language = "PT-br"', british)).toBe(true);
  });

  it('contains a part of itself, a list only a whole element', () => {
    const profile = aProfile({ attributes: { language: 'en-GB', tags: ['wholesale'] } });
    expect(isMember('customer.language CONTAINS "GB"', profile)).toBe(true);
    expect(isMember('customer.tags CONTAINS "whole"', profile)).toBe(false);
  });
});
