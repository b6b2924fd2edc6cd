import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import { offeredUnits } from '#app/domain/campaigns/offered-units.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { product } from '../builders.ts';
import { drawWorld } from './guardrails/random-world.ts';
import { anUpsell, aProduct, aQuestion, aSnapshot, aVariant } from './shop.ts';

const units = (stock: number | null, inCart: number, mostUnits: number | null) =>
  offeredUnits(stock, [{ quantity: inCart }], { mostUnits });

describe('offeredUnits', () => {
  it('is ten, or what is in stock, or what the limit of a cart leaves: the least of them', () => {
    expect(units(null, 1, null)).toBe(10);
    expect(units(4, 1, null)).toBe(4);
    expect(units(40, 1, 6)).toBe(5);
    expect(units(3, 1, 6)).toBe(3);
  });

  it('is never less than the one unit that an offer adds: whether that is possible other guardrails say', () => {
    expect(units(0, 1, null)).toBe(1);
    expect(units(null, 9, 6)).toBe(1);
  });
});

describe('an upsell that lets the buyer choose how many', () => {
  const offer = (choosesUnits: boolean, stock: number | null, mostUnits: number | null = null) => {
    const products = [aProduct('a'), aProduct('b', { variants: [aVariant('b', { stock })] })];
    const source = { kind: 'products', productIds: [product('b')] } as const;
    const campaigns = [anUpsell({ source, choosesUnits })];
    const shop = aSnapshot({ products, campaigns, guardrails: { mostUnits } });
    const [item] = decide(shop, aQuestion({ cart: 'a' })).placements['checkout.block'] ?? [];
    return item?.kind === 'offer' ? item.mostUnits : null;
  };

  it('says up to how many, and nothing where only one can be chosen', () => {
    expect(offer(true, 4)).toBe(4);
    expect(offer(true, null, 3)).toBe(2);
    expect(offer(true, 1)).toBeUndefined();
    expect(offer(true, null, 2)).toBeUndefined();
  });

  it('says nothing of it in any other campaign', () => {
    expect(offer(false, 4)).toBeUndefined();
  });

  it('never lets a cart hold more than the shop allows, nor a buyer choose more than there is, in any world', () => {
    let chosen = 0;
    for (let run = 0; run < propertyRuns(2_000); run += 1) {
      const { shop, asked } = drawWorld(9_000_000 + run);
      const campaigns = shop.campaigns.map((each) =>
        each.kind === 'upsell' ? { ...each, content: { ...each.content, choosesUnits: true } } : each,
      );
      const inCart = asked.lines.reduce((sum, { quantity }) => sum + quantity, 0);
      const decision = decide({ ...shop, campaigns }, asked);
      for (const item of Object.values(decision.placements).flat()) {
        if (item.kind !== 'offer' || item.mostUnits === undefined) continue;
        const most = item.mostUnits;
        const stock = shop.catalog.variants.get(item.variantId)?.stock ?? Infinity;
        expect(most).toBeGreaterThan(1);
        expect(most).toBeLessThanOrEqual(Math.min(10, stock));
        expect(inCart + most).toBeLessThanOrEqual(shop.guardrails.mostUnits ?? Infinity);
        chosen += 1;
      }
    }
    expect(chosen).toBeGreaterThan(propertyRuns(2_000) / 20);
  });
});
