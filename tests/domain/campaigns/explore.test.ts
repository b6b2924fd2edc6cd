import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import type { DecisionQuestion } from '#app/domain/campaigns/decision.ts';
import { aProduct, aQuestion, aSnapshot, anUpsell, products } from './shop.ts';
import { product } from '../builders.ts';

/** The small model knows six products besides the one in the cart: one is offered for certain, five are left. */
const campaigns = [anUpsell({ maxOffers: 2 })];
const EXPLORING = aSnapshot({ exploration: 1, campaigns });
const CERTAIN = aSnapshot({ campaigns });
const TOKENS = Array.from({ length: 400 }, (_, at) => `checkout-${at}`);

const offersOf = (snapshot: typeof EXPLORING, parts: Partial<DecisionQuestion> & { cart?: string } = {}) =>
  Object.values(decide(snapshot, aQuestion({ cart: 'a', ...parts })).placements)
    .flat()
    .flatMap((item) => (item.kind === 'offer' ? item.productId : []));

describe('a checkout that explores', () => {
  it('keeps all but the last offer, and draws the last from the five best that are left', () => {
    const [best] = offersOf(CERTAIN);
    const drawn = new Set<string>();
    for (const checkoutToken of TOKENS) {
      const { placements, drawn: record } = decide(EXPLORING, aQuestion({ cart: 'a', checkoutToken }));
      const offers = (placements['checkout.block'] ?? []).flatMap((item) =>
        item.kind === 'offer' ? item.productId : [],
      );
      expect(offers).toHaveLength(2);
      expect(offers[0]).toBe(best);
      expect(record).toHaveLength(1);
      const [one] = record;
      expect(one!.key).toBe(`upsell:${offers[1]}`);
      expect(one!.alternatives).toHaveLength(5);
      expect(one!.alternatives.map(({ productId }) => productId)).toContain(offers[1]);
      expect(one!.alternatives.reduce((sum, { propensity }) => sum + propensity, 0)).toBeCloseTo(1, 9);
      drawn.add(offers[1]!);
    }
    expect(drawn.size).toBe(5);
  });

  it('draws each as often as its propensity says', () => {
    const counts = new Map<string, number>();
    const propensity = new Map<string, number>();
    for (let at = 0; at < 2_000; at++) {
      const [one] = decide(EXPLORING, aQuestion({ cart: 'a', checkoutToken: `t${at}` })).drawn;
      const key = one!.key;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      for (const each of one!.alternatives) propensity.set(`upsell:${each.productId}`, each.propensity);
    }
    for (const [key, expected] of propensity) {
      const error = Math.sqrt((expected * (1 - expected)) / 2_000);
      expect(Math.abs((counts.get(key) ?? 0) / 2_000 - expected)).toBeLessThan(4 * error);
    }
  });

  it('shows the same again on a reload, and can be replayed', () => {
    for (const checkoutToken of TOKENS.slice(0, 20)) {
      const asked = aQuestion({ cart: 'a', checkoutToken });
      expect(decide(EXPLORING, asked)).toEqual(decide(EXPLORING, asked));
    }
  });

  it('never draws what a guardrail refuses, nor a product twice in an answer', () => {
    const shop = aSnapshot({
      exploration: 1,
      products: products.map((each) =>
        each.id === product('d') ? aProduct('d', { published: false }) : each,
      ),
      campaigns: [
        anUpsell({ maxOffers: 2 }),
        anUpsell({ id: 'second', name: 'Second', placements: ['checkout.other'], maxOffers: 3 }),
      ],
    });
    for (const checkoutToken of TOKENS.slice(0, 100)) {
      const offers = offersOf(shop, { checkoutToken, placements: ['checkout.block', 'checkout.other'] });
      expect(offers).not.toContain(product('d'));
      expect(new Set(offers).size).toBe(offers.length);
    }
  });
});

describe('what never explores', () => {
  const asCertain = (snapshot: typeof EXPLORING, parts: Partial<DecisionQuestion>) => {
    const { placements, drawn } = decide(snapshot, aQuestion({ cart: 'a', ...parts }));
    expect(drawn).toEqual([]);
    return placements;
  };

  it('is a shop that did not ask for it, and a question without a checkout', () => {
    const certain = asCertain(CERTAIN, {});
    for (const checkoutToken of TOKENS.slice(0, 50))
      expect(asCertain(CERTAIN, { checkoutToken })).toEqual(certain);
    expect(asCertain(EXPLORING, {})).toEqual(certain);
  });

  it('is a campaign with a single offer, or with products that the shop picked', () => {
    const shop = aSnapshot({
      exploration: 1,
      campaigns: [
        anUpsell({ maxOffers: 1 }),
        anUpsell({
          id: 'picked',
          name: 'Picked',
          maxOffers: 2,
          source: { kind: 'products', productIds: 'efgh'.split('').map(product) },
        }),
      ],
    });
    for (const checkoutToken of TOKENS.slice(0, 50)) asCertain(shop, { checkoutToken });
  });

  it('is all but the stated share of checkouts', () => {
    const shop = aSnapshot({ exploration: 0.1, campaigns });
    const exploring = Array.from({ length: 5_000 }, (_, at) => `c${at}`).filter(
      (checkoutToken) => decide(shop, aQuestion({ cart: 'a', checkoutToken })).drawn.length > 0,
    );
    // Four standard errors of a share of 10 % among 5,000.
    expect(Math.abs(exploring.length / 5_000 - 0.1)).toBeLessThan(0.017);
  });
});
