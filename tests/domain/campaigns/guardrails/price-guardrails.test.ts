import { describe, expect, it } from 'vitest';
import { aQuestion, EUROPE, variant } from '../shop.ts';
import { pounds, verdict, withVariant } from './verdict.ts';

const euros = (amountMinor: number) => new Map([[EUROPE.id, { amountMinor, currency: 'EUR' }]]);
const german = { country: 'DE', currency: 'EUR' };

describe('no-price', () => {
  it("refuses without a price in the cart's currency", () =>
    expect(verdict({}, aQuestion({ currency: 'USD' }))).toBe('no-price'));
});

describe('price-not-positive', () => {
  it('refuses a price of zero or less', () => {
    expect(verdict({ product: withVariant(pounds(0)) })).toBe('price-not-positive');
    expect(verdict({ product: withVariant(pounds(-5)) })).toBe('price-not-positive');
    expect(verdict({ product: withVariant(pounds(1)) })).toBe('allowed');
  });
  it("judges the buyer's own price", () => {
    const shelf = { product: withVariant({ prices: euros(0) }) };
    expect(verdict(shelf, aQuestion(german))).toBe('price-not-positive');
    expect(verdict(shelf)).toBe('allowed');
  });
});

describe('price-ceiling', () => {
  const cart = aQuestion({ cart: 'b' });
  const shelf = (price: number, priceCeilingPercent: number | null = 50) => ({
    product: withVariant(pounds(price)),
    guardrails: { priceCeilingPercent },
  });

  it('lets through what costs just the share of the cart, and no penny more', () => {
    expect(verdict(shelf(500), cart)).toBe('allowed');
    expect(verdict(shelf(501), cart)).toBe('price-ceiling');
  });
  it('goes by what is paid for a line where that is told', () => {
    const line = { variantId: variant('b'), productId: null, quantity: 1 };
    const paid = (amountMinor: number, currency = 'GBP') =>
      aQuestion({ lines: [{ ...line, cost: { amountMinor, currency } }] });
    expect(verdict(shelf(500), paid(999))).toBe('price-ceiling');
    expect(verdict(shelf(500), paid(1_000))).toBe('allowed');
    expect(verdict(shelf(501), paid(1_002, 'USD'))).toBe('price-ceiling');
  });
  it('is not asked of an empty cart, an unknown one, or where the shop sets none', () => {
    expect(verdict(shelf(90_000), aQuestion({ lines: [] }))).toBe('allowed');
    const unknown = { variantId: variant('z'), productId: null, quantity: 1 };
    expect(verdict(shelf(90_000), aQuestion({ lines: [unknown] }))).toBe('allowed');
    expect(verdict(shelf(90_000, null), cart)).toBe('allowed');
  });
});

describe('margin-floor', () => {
  const shelf = (unitCostMinor: number | null, marginFloorPercent: number | null = 40) => ({
    product: withVariant({ unitCostMinor }),
    guardrails: { marginFloorPercent },
  });

  it('lets through a margin that just reaches the floor, and none under it', () => {
    expect(verdict(shelf(600))).toBe('allowed');
    expect(verdict(shelf(601))).toBe('margin-floor');
  });
  it('refuses a loss at a floor of zero, and not a sale at cost', () => {
    expect(verdict(shelf(1_000, 0))).toBe('allowed');
    expect(verdict(shelf(1_001, 0))).toBe('margin-floor');
  });
  it('leaves an unknown cost to the shop', () => {
    expect(verdict(shelf(null))).toBe('allowed');
    const { product } = shelf(null);
    const guardrails = { marginFloorPercent: 40, offersUnknownCost: false };
    expect(verdict({ product, guardrails })).toBe('margin-floor');
    expect(verdict({ product, guardrails: { ...guardrails, marginFloorPercent: null } })).toBe('allowed');
  });
  it("goes by the shop's price where the buyer's is in another currency", () => {
    const product = withVariant({ unitCostMinor: 600, prices: euros(100) });
    const guardrails = { marginFloorPercent: 40, priceCeilingPercent: null };
    expect(verdict({ product, guardrails }, aQuestion(german))).toBe('allowed');
  });
});
