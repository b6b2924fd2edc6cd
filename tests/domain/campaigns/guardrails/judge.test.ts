import { describe, expect, it } from 'vitest';
import type { CatalogProduct } from '#app/domain/campaigns/catalog.ts';
import type { DecisionQuestion } from '#app/domain/campaigns/decision.ts';
import { GUARDRAILS, judge } from '#app/domain/campaigns/guardrails/judge.ts';
import { readSituation } from '#app/domain/campaigns/situation.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { aProfile, product } from '../../builders.ts';
import { aProduct, aQuestion, aSnapshot, aVariant, bought, EUROPE, variant } from '../shop.ts';

const verdict = (parts: Partial<CatalogProduct>, question: DecisionQuestion = aQuestion()): string => {
  const snapshot = aSnapshot({ products: [aProduct('a', parts)] });
  const judgement = judge(product('a'), readSituation(snapshot, question));
  return judgement.isAllowed ? 'allowed' : judgement.guardrail;
};

const price = (amountMinor: number, currency = 'GBP') => ({ price: { amountMinor, currency } });
const customer = gid('Customer', 1);

describe('the guardrails', () => {
  it('let a product through that has nothing against it', () => expect(verdict({})).toBe('allowed'));

  it.each<[string, Partial<CatalogProduct>, DecisionQuestion?]>([
    ['in-cart', {}, aQuestion({ cart: 'a' })],
    ['dismissed', {}, aQuestion({ dismissed: [`another-campaign:${product('a')}`] })],
    ['unpublished', { published: false }],
    ['gift-card', { type: 'Gift Card' }],
    ['gift-card', { type: 'gift_cards' }],
    ['out-of-stock', { variants: [] }],
    ['out-of-stock', { variants: [aVariant('a', { available: false })] }],
    ['needs-choice', { variants: [aVariant('a1'), aVariant('a2')] }],
    ['no-price', {}, aQuestion({ currency: 'USD' })],
    ['price-not-positive', { variants: [aVariant('a', price(0))] }],
    ['price-not-positive', { variants: [aVariant('a', price(-5))] }],
    [
      'owned-recently',
      {},
      aQuestion({ shopperId: customer, profile: aProfile({ purchases: [bought(29, 'a')] }) }),
    ],
  ])('refuse by %s', (name, parts, question) => expect(verdict(parts, question)).toBe(name));

  it('refuse a product the catalog does not hold', () => {
    const judgement = judge(product('z'), readSituation(aSnapshot(), aQuestion()));
    expect(judgement).toEqual({ isAllowed: false, guardrail: 'not-in-catalog' });
  });

  it('offer the one variant that is available', () => {
    const variants = [aVariant('a1', { available: false }), aVariant('a2')];
    const snapshot = aSnapshot({ products: [aProduct('a', { variants })] });
    expect(judge(product('a'), readSituation(snapshot, aQuestion()))).toMatchObject({
      isAllowed: true,
      offer: { variant: { id: variant('a2') } },
    });
  });

  it('let a product through again 30 days after it was bought', () => {
    const profile = aProfile({ purchases: [bought(30, 'a')] });
    expect(verdict({}, aQuestion({ shopperId: customer, profile }))).toBe('allowed');
  });

  it("judge by the buyer's own price", () => {
    const prices = new Map([[EUROPE.id, { amountMinor: 0, currency: 'EUR' }]]);
    const parts = { variants: [aVariant('a', { prices })] };
    expect(verdict(parts, aQuestion({ country: 'DE', currency: 'EUR' }))).toBe('price-not-positive');
    expect(verdict(parts, aQuestion({ country: 'GB', currency: 'GBP' }))).toBe('allowed');
  });

  it('each have a name of their own and a reason to tell', () => {
    expect(new Set(GUARDRAILS.map(({ name }) => name)).size).toBe(GUARDRAILS.length);
    for (const { reason } of GUARDRAILS) expect(reason).toMatch(/^[A-Z].{10,}\.$/);
  });
});
