import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import type { DecidedItem } from '#app/domain/campaigns/decision.ts';
import { decidedLocally } from './local/a-local-shop.ts';
import { aProduct, aQuestion, aSnapshot, aVariant, variant } from './shop.ts';

const sizes = (count: number, parts: (index: number) => object = () => ({})) =>
  aProduct('b', {
    variants: Array.from({ length: count }, (_, index) =>
      aVariant(`b${index}`, { title: `Size ${index}`, ...parts(index) }),
    ),
  });

function offered(product: ReturnType<typeof sizes>, question: object = { canChoose: true }) {
  const snapshot = aSnapshot({ products: [aProduct('a'), product] });
  const { placements, refusals } = decide(snapshot, aQuestion({ cart: 'a', ...question }));
  const [item] = placements['checkout.block'] ?? [];
  return { offer: isOffer(item) ? item : null, guardrail: refusals[0]?.guardrail };
}

function isOffer(item: DecidedItem | undefined): item is Extract<DecidedItem, { kind: 'offer' }> {
  return item?.kind === 'offer';
}

describe('an offer of a product with several variants', () => {
  it('holds them in the merchant’s order, its own first, where the shopper can choose', () => {
    const { offer } = offered(sizes(3));
    expect(offer?.variantId).toBe(variant('b0'));
    expect(offer?.choices?.map(({ title }) => title)).toEqual(['Size 0', 'Size 1', 'Size 2']);
  });

  it('is refused where nobody can choose', () => {
    expect(offered(sizes(2), {}).guardrail).toBe('needs-choice');
  });

  it('is refused beyond ten', () => {
    expect(offered(sizes(10)).offer?.choices).toHaveLength(10);
    expect(offered(sizes(11)).guardrail).toBe('needs-choice');
  });

  it('holds only those that every guardrail lets through, each at its own price', () => {
    const price = (amountMinor: number) => ({ price: { amountMinor, currency: 'GBP' } });
    const product = sizes(3, (index) => price([100, 0, 200][index] ?? 0));
    expect(offered(product).offer?.choices?.map((each) => each.price.amountMinor)).toEqual([100, 200]);
  });

  it('is refused for the reason of its first variant when none is left', () => {
    const product = sizes(2, () => ({ price: { amountMinor: 0, currency: 'GBP' } }));
    expect(offered(product).guardrail).toBe('price-not-positive');
  });

  it('has nothing to choose where one variant alone can be bought, and names it', () => {
    const oneLeft = sizes(2, (index) => ({ available: index === 1 }));
    const { offer } = offered(oneLeft);
    expect(offer).toMatchObject({ variantId: variant('b1'), title: 'Product B – Size 1' });
    expect(offer).not.toHaveProperty('choices');
    expect(offered(oneLeft, {}).offer?.title).toBe('Product B – Size 1');
    expect(offered(sizes(1)).offer?.title).toBe('Product B');
    expect(offered(sizes(2)).offer?.title).toBe('Product B');
  });

  it('is left to the server where a checkout could not name the one variant that can be bought', () => {
    const snapshot = aSnapshot({
      products: [aProduct('a'), sizes(2, (index) => ({ available: index === 1 }))],
    });
    const question = aQuestion({ cart: 'a', canChoose: true, checkoutToken: 'c' });
    expect(decidedLocally(snapshot, question) ?? []).toEqual([]);
    const whole = aSnapshot({ products: [aProduct('a'), sizes(1)] });
    expect(decidedLocally(whole, question)).toMatchObject([{ title: 'Product B' }]);
  });
});
