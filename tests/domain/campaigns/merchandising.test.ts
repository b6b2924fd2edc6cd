import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import type { ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { emptyModel } from '#app/domain/recommendations/serving/open-model.ts';
import { NOW, product } from '../builders.ts';
import { aProduct, aQuestion, aSnapshot, model, offersOf, products } from './shop.ts';

const offers = (snapshot: ShopSnapshot, cart = 'a') =>
  decide(snapshot, aQuestion({ cart })).placements['checkout.block'] ?? [];
const letters = (snapshot: ShopSnapshot, cart?: string) => offersOf(offers(snapshot, cart));
const reasons = (snapshot: ShopSnapshot, cart?: string) =>
  offers(snapshot, cart).flatMap((item) => (item.kind === 'offer' ? item.reason.text : []));

describe("a merchant's choices", () => {
  const pairs = { [product('a')]: [product('h'), product('g')] };

  it('put pins first, then the pairs of the cart, then what the model says', () => {
    expect(letters(aSnapshot())).toBe('bcd');
    const snapshot = aSnapshot({ merchandising: { pin: [product('f')], pairs } });
    expect(letters(snapshot)).toBe('fhg');
    expect(reasons(snapshot)).toEqual([
      'Picked by the shop',
      'The shop suggests it with Product A',
      'The shop suggests it with Product A',
    ]);
    expect(letters(snapshot, 'b')).toBe('fac');
  });

  it('offer nothing twice, and nothing of the cart', () => {
    const snapshot = aSnapshot({ merchandising: { pin: [product('a'), product('b'), product('h')], pairs } });
    expect(letters(snapshot)).toBe('bhg');
  });

  it('go through the guardrails as everything does', () => {
    const sold = products.map((each) =>
      each.id === product('f')
        ? aProduct('f', { variants: each.variants.map((one) => ({ ...one, available: false })) })
        : each,
    );
    const snapshot = aSnapshot({ products: sold, merchandising: { pin: [product('f')] } });
    expect(letters(snapshot)).toBe('bcd');
    expect(decide(snapshot, aQuestion({ cart: 'a' })).refusals).toContainEqual({
      campaignId: 'upsell',
      productId: product('f'),
      guardrail: 'out-of-stock',
    });
  });

  it('hold without a model, and name products that are gone without harm', () => {
    const snapshot = {
      ...aSnapshot({ merchandising: { pin: [product('gone'), product('f')] } }),
      model: emptyModel(),
    };
    expect(letters(snapshot)).toBe('f');
  });

  it('keep banned products out, also where a pair names one', () => {
    expect(letters(aSnapshot({ banned: [product('b')] }))).toBe('cde');
    expect(letters(aSnapshot({ banned: [product('h')], merchandising: { pairs } }))).toBe('gbc');
  });
});

describe('the margin dial', () => {
  // D costs as good as nothing, the others nearly their price of £10.
  const costs = products.map((each) => ({
    ...each,
    variants: each.variants.map((one) => ({
      ...one,
      unitCostMinor: each.id === product('d') ? 10 : each.id === product('e') ? null : 990,
    })),
  }));
  const at = (marginDial: number) =>
    letters(
      aSnapshot({ products: costs, merchandising: { marginDial }, guardrails: { marginFloorPercent: null } }),
    );

  it('lifts what earns most as it goes from relevance to profit', () => {
    expect(at(0)).toBe('bcd');
    expect(at(1).indexOf('d')).toBeLessThan(at(0).indexOf('d'));
  });

  it('moves nothing where no cost is known', () => {
    expect(letters(aSnapshot({ merchandising: { marginDial: 1 } }))).toBe('bcd');
  });
});

describe('inspect', () => {
  it('gives the candidates as they are, with what each model alone says of them', () => {
    const query = {
      cart: [product('a')],
      history: [],
      views: [],
      now: NOW,
      country: 'GB',
      titleOf: () => null,
      limit: 8,
    };
    const inspected = model.inspect(query);
    expect(inspected.map(({ scores: _, ...candidate }) => candidate)).toEqual(model.candidates(query));
    expect(inspected[0]).toMatchObject({ productId: product('b'), scores: { boughtTogether: 1 } });
    for (const { scores } of inspected)
      for (const score of Object.values(scores)) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
  });
});
