import { describe, expect, it } from 'vitest';
import { aQuestion, aVariant, variant } from '../shop.ts';
import { verdict, withVariant } from './verdict.ts';

describe('out-of-stock', () => {
  it('refuses without an available variant', () => {
    expect(verdict({ product: { variants: [] } })).toBe('out-of-stock');
    expect(verdict({ product: withVariant({ available: false }) })).toBe('out-of-stock');
  });
});

describe('needs-choice', () => {
  it('refuses where two variants are available', () =>
    expect(verdict({ product: { variants: [aVariant('a1'), aVariant('a2')] } })).toBe('needs-choice'));
});

describe('minimum-quantity', () => {
  it('refuses what cannot be bought one at a time', () => {
    expect(verdict({ product: withVariant({ minimumQuantity: 2 }) })).toBe('minimum-quantity');
    expect(verdict({ product: withVariant({ minimumQuantity: 1 }) })).toBe('allowed');
  });
});

describe('maximum-quantity', () => {
  const cart = aQuestion({ lines: [{ variantId: variant('b'), productId: null, quantity: 9 }] });

  it("counts the offered unit against the shop's limit", () => {
    expect(verdict({ guardrails: { mostUnits: 10 } }, cart)).toBe('allowed');
    expect(verdict({ guardrails: { mostUnits: 9 } }, cart)).toBe('maximum-quantity');
  });
});

describe('needs-shipping and not-shipped', () => {
  const download = { variants: [aVariant('b', { requiresShipping: false })] };
  const shipped = { variants: [aVariant('b')] };
  const cart = aQuestion({ cart: 'b' });

  it('refuse goods for a cart of downloads', () =>
    expect(verdict({ other: download }, cart)).toBe('needs-shipping'));
  it('refuse a download for a cart of goods', () =>
    expect(verdict({ product: withVariant({ requiresShipping: false }), other: shipped }, cart)).toBe(
      'not-shipped',
    ));
  it('let like to like through', () => {
    expect(verdict({ other: shipped }, cart)).toBe('allowed');
    expect(verdict({ product: withVariant({ requiresShipping: false }), other: download }, cart)).toBe(
      'allowed',
    );
  });
  it('let both through where the shop mixes them, and where nothing of the cart is known', () => {
    expect(verdict({ other: download, guardrails: { mixesShipping: true } }, cart)).toBe('allowed');
    const unknown = { variantId: variant('z'), productId: null, quantity: 1 };
    expect(verdict({ other: download }, aQuestion({ lines: [unknown] }))).toBe('allowed');
    expect(verdict({ other: download }, aQuestion({ lines: [] }))).toBe('allowed');
  });
});
