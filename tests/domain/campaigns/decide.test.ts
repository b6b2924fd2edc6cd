import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { aProfile, NOW, product } from '../builders.ts';
import {
  aMessage,
  anUpsell,
  aProduct,
  aQuestion,
  aSegment,
  aSnapshot,
  bought,
  offersOf,
  products,
  variant,
} from './shop.ts';

const customer = gid('Customer', 1);
const block = (...args: Parameters<typeof decide>) => decide(...args).placements['checkout.block'] ?? [];

describe('decide', () => {
  it('offers what goes with the cart, with title, price and reason', () => {
    expect(block(aSnapshot(), aQuestion({ cart: 'a' }))[0]).toEqual({
      kind: 'offer',
      key: `upsell:${product('b')}`,
      campaignId: 'upsell',
      headline: 'You may also like',
      layout: 'list',
      productId: product('b'),
      variantId: variant('b'),
      title: 'Product B',
      imageUrl: null,
      price: { amountMinor: 1_000, currency: 'GBP' },
      reason: {
        code: 'bought-together',
        text: 'Often bought with Product A in this cart',
        evidence: { productId: product('a'), orders: 4, ordersOfSku: 5 },
      },
    });
  });

  it('gives the same decision for the same question', () => {
    const snapshot = aSnapshot();
    const question = aQuestion({ cart: 'ad' });
    expect(decide(snapshot, question)).toEqual(decide(snapshot, question));
  });

  it('answers each placement asked for and no other', () => {
    const { placements } = decide(
      aSnapshot(),
      aQuestion({ placements: ['thank-you.block', 'checkout.payment'] }),
    );
    expect(placements).toEqual({ 'thank-you.block': [], 'checkout.payment': [] });
  });

  it('lets campaigns with a higher priority choose first, and offers a product once', () => {
    const picked = (id: string, priority: number, ids: string) =>
      anUpsell({ id, priority, source: { kind: 'products', productIds: ids.split('').map(product) } });
    const snapshot = aSnapshot({ campaigns: [picked('low', 1, 'ab'), picked('high', 2, 'bc')] });
    const { placements, refusals } = decide(snapshot, aQuestion());
    const items = placements['checkout.block'] ?? [];
    expect(items.map(({ campaignId }) => campaignId)).toEqual(['high', 'high', 'low']);
    expect(offersOf(items)).toBe('bca');
    expect(refusals).toEqual([]);
  });

  it('offers a product once over all placements and says why it kept it back', () => {
    const source = { kind: 'products', productIds: [product('b')] } as const;
    const campaigns = [
      anUpsell({ id: 'first', priority: 1, source, placements: ['checkout.payment'] }),
      anUpsell({ id: 'second', source }),
    ];
    const { placements, refusals } = decide(
      aSnapshot({ campaigns }),
      aQuestion({ placements: ['checkout.payment', 'checkout.block'] }),
    );
    expect(offersOf(placements['checkout.payment'])).toBe('b');
    expect(placements['checkout.block']).toEqual([]);
    expect(refusals).toEqual([
      { campaignId: 'second', productId: product('b'), guardrail: 'already-offered' },
    ]);
  });

  it("shows at most three offers in a placement, and at most the campaign's own number", () => {
    const two = anUpsell({ id: 'a', maxOffers: 2 });
    expect(block(aSnapshot({ campaigns: [two] }), aQuestion({ cart: 'a' }))).toHaveLength(2);
    const more = anUpsell({ id: 'b', maxOffers: 3 });
    expect(block(aSnapshot({ campaigns: [two, more] }), aQuestion({ cart: 'a' }))).toHaveLength(3);
  });

  it('gives a campaign the room of its layout, less what stands there already', () => {
    const one = anUpsell({ id: 'a', maxOffers: 1 });
    const shown = (layout: 'one' | 'list' | 'carousel' | 'grid') => {
      const next = anUpsell({ id: 'b', layout, maxOffers: 6 });
      return block(aSnapshot({ campaigns: [one, next] }), aQuestion({ cart: 'a' })).length - 1;
    };
    expect([shown('one'), shown('list'), shown('carousel'), shown('grid')]).toEqual([0, 2, 5, 3]);
  });

  it('says of each offer how it stands beside the others', () => {
    const snapshot = aSnapshot({ campaigns: [anUpsell({ layout: 'grid' })] });
    expect(block(snapshot, aQuestion({ cart: 'a' }))[0]).toMatchObject({ layout: 'grid' });
  });

  it('records every product that was kept back, with the guardrail', () => {
    const kept = products.map((each) => (each.id === product('b') ? { ...each, published: false } : each));
    const { placements, refusals } = decide(aSnapshot({ products: kept }), aQuestion({ cart: 'a' }));
    expect(offersOf(placements['checkout.block'])).not.toContain('b');
    expect(refusals).toContainEqual({
      campaignId: 'upsell',
      productId: product('b'),
      guardrail: 'unpublished',
    });
  });

  it('goes on to the next candidate until the offers are found', () => {
    const few = [aProduct('a'), aProduct('g')];
    expect(offersOf(block(aSnapshot({ products: few }), aQuestion({ cart: 'a' })))).toBe('g');
  });
});

describe('the audience', () => {
  const segments = [aSegment('gold', 'loyalty.tier = "Gold"'), aSegment('big', 'cart.subtotal >= 20')];
  const gold = aProfile({ attributes: { tags: ['vip-gold'] } });
  const message = (parts: object) => aMessage({ title: 'Hello', body: 'there' }, parts);
  const shows = (parts: object, question: object) =>
    block(aSnapshot({ segments, campaigns: [message(parts)] }), aQuestion(question)).length === 1;

  it('is everybody when empty', () => expect(shows({}, {})).toBe(true));

  it('lets in members of any of its segments', () => {
    expect(shows({ audience: ['gold', 'big'] }, { shopperId: customer, profile: gold })).toBe(true);
    expect(shows({ audience: ['gold', 'big'] }, { cart: 'ab' })).toBe(true);
    expect(shows({ audience: ['gold', 'big'] }, { cart: 'a' })).toBe(false);
  });

  it('keeps members of an excluded segment out', () => {
    expect(shows({ excluded: ['gold'] }, { shopperId: customer, profile: gold })).toBe(false);
    expect(shows({ excluded: ['gold'] }, {})).toBe(true);
  });

  it('lets nobody in by a segment that is not there, and everybody out by it', () => {
    expect(shows({ audience: ['gone'] }, {})).toBe(false);
    expect(shows({ audience: ['gone', 'gold'] }, { shopperId: customer, profile: gold })).toBe(true);
    expect(shows({ excluded: ['gone'] }, {})).toBe(false);
  });

  it('is told with the segments the shopper is in', () => {
    const { segmentIds } = decide(
      aSnapshot({ segments }),
      aQuestion({ shopperId: customer, profile: gold, cart: 'ab' }),
    );
    expect(segmentIds).toEqual(['gold', 'big']);
  });
});

describe('personal history', () => {
  const profile = aProfile({ purchases: [bought(90, 'd')] });

  it('leads a signed-in shopper to what goes with it', () => {
    const [first] = block(
      aSnapshot(),
      aQuestion({ shopperId: customer, profile, dismissed: [`x:${product('d')}`] }),
    );
    expect(first).toMatchObject({
      productId: product('e'),
      reason: { code: 'because-you-bought', text: 'Because you bought Product D' },
    });
  });

  it.each([
    ['a guest', { shopperId: null }],
    ['a visitor without consent', { shopperId: 'visitor:x' as const }],
    [
      'a visitor with consent',
      { shopperId: 'visitor:x' as const, consent: { preferences: true, analytics: true, marketing: true } },
    ],
  ])('is not used for %s', (_, who) => {
    const question = aQuestion({ ...who, profile });
    expect(block(aSnapshot(), question)).toEqual(block(aSnapshot(), aQuestion()));
  });

  it("decides a visitor's segments only when preferences and analytics were agreed to", () => {
    const snapshot = aSnapshot({ segments: [aSegment('buyer', 'purchases.count > 0')] });
    const segmentsWith = (preferences: boolean, analytics: boolean) =>
      decide(
        snapshot,
        aQuestion({ shopperId: 'visitor:x', profile, consent: { preferences, analytics, marketing: false } }),
      ).segmentIds;
    expect(segmentsWith(true, true)).toEqual(['buyer']);
    expect(segmentsWith(true, false)).toEqual([]);
    expect(segmentsWith(false, true)).toEqual([]);
  });
});

describe('validUntil', () => {
  const DAY = 86_400;

  it('is the earliest turn of any segment', () => {
    const snapshot = aSnapshot({
      segments: [
        aSegment('a', 'purchases.last within 60 days'),
        aSegment('b', 'purchases.last within 40 days'),
      ],
      campaigns: [],
    });
    const profile = aProfile({ purchases: [bought(35, 'h')] });
    const { validUntil } = decide(snapshot, aQuestion({ shopperId: customer, profile }));
    expect(validUntil).toBe(NOW + 5 * DAY);
  });

  it('is when a product owned recently may be offered again', () => {
    const profile = aProfile({ purchases: [bought(10, 'b')] });
    const { validUntil, refusals } = decide(
      aSnapshot({ campaigns: [anUpsell({ source: { kind: 'products', productIds: [product('b')] } })] }),
      aQuestion({ cart: 'a', shopperId: customer, profile }),
    );
    expect(refusals).toContainEqual({
      campaignId: 'upsell',
      productId: product('b'),
      guardrail: 'owned-recently',
    });
    expect(validUntil).toBe(NOW + 20 * DAY);
  });

  it('is the end of the hour when the model was asked: time passes for it by the hour', () => {
    expect(decide(aSnapshot(), aQuestion({ cart: 'a' })).validUntil).toBe(NOW + 3_600);
  });

  it('is null when nothing read depends on time', () => {
    expect(decide(aSnapshot({ campaigns: [] }), aQuestion({ cart: 'a' })).validUntil).toBeNull();
  });
});
