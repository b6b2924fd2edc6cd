import { describe, expect, it } from 'vitest';
import { product } from '../../builders.ts';
import { aQuestion, EUROPE } from '../shop.ts';
import { verdict, withVariant } from './verdict.ts';

describe('unpublished', () => {
  it('refuses what is not published to the online store', () =>
    expect(verdict({ product: { published: false } })).toBe('unpublished'));
});

describe('banned', () => {
  it('refuses what the shop banned', () => expect(verdict({ banned: [product('a')] })).toBe('banned'));
  it('says nothing of other products', () => expect(verdict({ banned: [product('b')] })).toBe('allowed'));
});

describe('not-in-market', () => {
  const prices = new Map([[EUROPE.id, { amountMinor: 900, currency: 'EUR' }]]);
  const shelf = { product: { unpublishedIn: new Set([EUROPE.id]), ...withVariant({ prices }) } };

  it("refuses what is not published in the buyer's market", () =>
    expect(verdict(shelf, aQuestion({ country: 'DE', currency: 'EUR' }))).toBe('not-in-market'));
  it('lets it through in another market', () => expect(verdict(shelf)).toBe('allowed'));
  it('says nothing where the country is not known', () =>
    expect(verdict(shelf, aQuestion({ country: null }))).toBe('allowed'));
});

describe('hidden', () => {
  it('refuses an unlisted product', () => expect(verdict({ product: { isHidden: true } })).toBe('hidden'));
  it("refuses the shop's tags in any case", () =>
    expect(verdict({ product: { tags: ['No-Upsell '] } })).toBe('hidden'));
  it('takes tags whole', () => expect(verdict({ product: { tags: ['hidden gem'] } })).toBe('allowed'));
});

describe('gift-card', () => {
  it("refuses by Shopify's mark", () => expect(verdict({ product: { isGiftCard: true } })).toBe('gift-card'));
  it.each(['Gift Card', 'gift_cards', ' giftcard '])('refuses the type "%s"', (type) =>
    expect(verdict({ product: { type } })).toBe('gift-card'),
  );
  it('lets a gift through', () => expect(verdict({ product: { type: 'Gift' } })).toBe('allowed'));
});

describe('age-restricted', () => {
  it.each([
    [{ type: 'Beer' }],
    [{ tags: ['red wines'] }],
    [{ tags: ['age_restricted'] }],
    [{ tags: ['18+'] }],
    [{ collections: ['Spirits & Liquor'] }],
  ])('refuses by a word of %j', (parts) => expect(verdict({ product: parts })).toBe('age-restricted'));

  it.each([[{ tags: ['ginger', 'vaper cloth', 'winery'] }], [{ title: 'Wine rack' }], [{ tags: ['118+'] }]])(
    'does not refuse by %j',
    (parts) => expect(verdict({ product: parts })).toBe('allowed'),
  );

  it.each(['E-Cigarettes', 'e cigarette', 'e_cigarette'])('refuses %j by a word with a hyphen', (type) =>
    expect(verdict({ guardrails: { ageWords: ['e-cigarette'] }, product: { type } })).toBe('age-restricted'),
  );

  it.each(['-', '--x', '18-', 'a - b', '^[a](b){c}|d/e?*$.\\'])('takes the word %j as it is', (word) => {
    const guardrails = { ageWords: [word] };
    expect(verdict({ guardrails, product: { tags: [word] } })).toBe('age-restricted');
    expect(verdict({ guardrails, product: { type: '', tags: ['tea'] } })).toBe('allowed');
  });

  it("takes the shop's own words, special characters as they are", () => {
    const guardrails = { ageWords: ['c++ (hot)'] };
    expect(verdict({ guardrails, product: { tags: ['C++  (Hot)'] } })).toBe('age-restricted');
    expect(verdict({ guardrails, product: { tags: ['beer', 'c'] } })).toBe('allowed');
    expect(verdict({ guardrails: { ageWords: [] }, product: { tags: ['beer'] } })).toBe('allowed');
  });
});

describe('needs-selling-plan', () => {
  it('refuses what is sold by subscription only', () =>
    expect(verdict({ product: { requiresSellingPlan: true } })).toBe('needs-selling-plan'));
});

describe('in-bundle', () => {
  const cart = aQuestion({ cart: 'b' });

  it('refuses a bundle with a part that is in the cart', () =>
    expect(verdict({ product: { components: [product('b')] } }, cart)).toBe('in-bundle'));
  it('refuses a part of a bundle that is in the cart', () =>
    expect(verdict({ other: { components: [product('a')] } }, cart)).toBe('in-bundle'));
  it('lets a bundle through that has nothing to do with the cart', () =>
    expect(verdict({ product: { components: [product('c')] } }, cart)).toBe('allowed'));
});
