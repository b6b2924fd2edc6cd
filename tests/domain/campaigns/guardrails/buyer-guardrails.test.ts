import { describe, expect, it } from 'vitest';
import { aQuestion } from '../shop.ts';
import { verdict } from './verdict.ts';

describe('cart-locked', () => {
  it('refuses where no line may be added', () =>
    expect(verdict({}, aQuestion({ canAddLines: false }))).toBe('cart-locked'));
});

describe('business-buyer', () => {
  const business = aQuestion({ isBusiness: true });

  it('refuses a company buyer', () => expect(verdict({}, business)).toBe('business-buyer'));
  it('lets a company buyer through where the shop offers to them', () =>
    expect(verdict({ guardrails: { offersToBusiness: true } }, business)).toBe('allowed'));
});

describe('no-consent', () => {
  const consents = (preferences: boolean, marketing: boolean) =>
    aQuestion({ consent: { preferences, analytics: true, marketing } });

  it('asks nothing where the shop asks nothing', () =>
    expect(verdict({}, consents(false, false))).toBe('allowed'));
  it('refuses without the level that the shop asks for, whatever else was given', () => {
    expect(verdict({ guardrails: { consent: 'preferences' } }, consents(false, true))).toBe('no-consent');
    expect(verdict({ guardrails: { consent: 'marketing' } }, consents(true, false))).toBe('no-consent');
  });
  it('lets through with it', () => {
    expect(verdict({ guardrails: { consent: 'preferences' } }, consents(true, false))).toBe('allowed');
    expect(verdict({ guardrails: { consent: 'marketing' } }, consents(false, true))).toBe('allowed');
  });
});

describe('budget-spent', () => {
  it('refuses the offers of that campaign only', () => {
    expect(verdict({ spent: ['one'], campaignId: 'one' })).toBe('budget-spent');
    expect(verdict({ spent: ['one'], campaignId: 'two' })).toBe('allowed');
    expect(verdict({ spent: ['one'] })).toBe('allowed');
  });
});

describe('in-cart', () => {
  it('refuses what is in the cart', () => expect(verdict({}, aQuestion({ cart: 'a' }))).toBe('in-cart'));
  it('refuses what is inside a bundle of the cart', () => {
    const [line] = aQuestion({ cart: 'b' }).lines;
    const inside = { ...line!, components: ['gid://shopify/Product/a' as const] };
    expect(verdict({}, aQuestion({ lines: [inside] }))).toBe('in-cart');
  });
});
