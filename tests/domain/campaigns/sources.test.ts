import { describe, expect, it } from 'vitest';
import type { ProductSource } from '#app/domain/campaigns/campaign.ts';
import { decide } from '#app/domain/campaigns/decide.ts';
import type { Strategy } from '#app/domain/campaigns/strategies.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { aProfile, product } from '../builders.ts';
import { anUpsell, aProduct, aQuestion, aSnapshot, bought, offersOf, products } from './shop.ts';

const codesOf = (strategy: Strategy, question: Parameters<typeof aQuestion>[0]) =>
  (itemsOf({ kind: 'recommended', strategy }, question) ?? []).flatMap((item) =>
    item.kind === 'offer' ? item.reason.code : [],
  );

function itemsOf(
  source: ProductSource,
  question: Parameters<typeof aQuestion>[0],
  parts: Parameters<typeof aSnapshot>[0] = {},
) {
  const snapshot = aSnapshot({
    campaigns: [anUpsell({ source })],
    guardrails: { priceCeilingPercent: null },
    ...parts,
  });
  return decide(snapshot, aQuestion(question)).placements['checkout.block'];
}

describe('a strategy', () => {
  const profile = aProfile({ purchases: [bought(200, 'd'), bought(100, 'd')] });
  const asked = { cart: 'a', shopperId: gid('Customer', 1), profile };

  it('of complements offers only what goes with the cart', () => {
    const codes = codesOf('complements', asked);
    expect(new Set(codes)).toEqual(new Set(['bought-together']));
  });

  it('of what is due again offers only what was bought before, and nothing to a guest', () => {
    const codes = codesOf('due-again', asked);
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.every((code) => code === 'time-to-refill' || code === 'bought-before')).toBe(true);
    expect(codesOf('due-again', { cart: 'a' })).toEqual([]);
  });

  it('of what is popular asks neither cart nor history', () => {
    const codes = codesOf('popular', asked);
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.every((code) => code === 'popular' || code === 'popular-in-country')).toBe(true);
  });

  it("leaves the merchant's pins first, in every one", () => {
    for (const strategy of ['best', 'complements', 'due-again', 'popular'] as const) {
      const items = itemsOf({ kind: 'recommended', strategy }, asked, {
        merchandising: { pin: [product('h')] },
      });
      expect(offersOf(items).slice(0, 1)).toBe('h');
    }
  });
});

describe('a collection', () => {
  const inSummer = products.map((each) =>
    'cdh'.includes(each.id.slice(-1)) ? aProduct(each.id.slice(-1), { collections: ['Summer'] }) : each,
  );
  const source = { kind: 'collection', title: 'Summer' } as const;

  it('offers only its products: what fits the cart first, then the rest of it', () => {
    const items = itemsOf(source, { cart: 'a' }, { products: inSummer });
    expect(offersOf(items).slice(0, 1)).toBe('c');
    expect([...offersOf(items)].sort().join('')).toBe('cdh');
  });

  it('offers nothing once it is gone', () => {
    expect(itemsOf({ ...source, title: 'Winter' }, { cart: 'a' }, { products: inSummer })).toEqual([]);
  });
});
