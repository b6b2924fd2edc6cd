import { describe, expect, it } from 'vitest';
import type { DecidedItem } from '#app/domain/campaigns/decision.ts';
import { decide } from '#app/domain/campaigns/decide.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import type { Purchase } from '#app/domain/profiles/profile.ts';
import { aProfile, NOW, product } from '../builders.ts';
import { decidedLocally } from './local/a-local-shop.ts';
import { anUpsell, aProduct, aQuestion, aSnapshot, aVariant, bought, offersOf, variant } from './shop.ts';

const USUAL = anUpsell({ source: { kind: 'usual' }, layout: 'chips', maxOffers: 6 });
const DAY = 86_400;

const ask = (
  purchases: readonly Purchase[],
  parts: Parameters<typeof aQuestion>[0] = {},
  shop: Parameters<typeof aSnapshot>[0] = {},
) => {
  const snapshot = aSnapshot({ campaigns: [USUAL], ...shop });
  const shopperId = gid('Customer', 1);
  const question = { shopperId, profile: aProfile({ purchases }), cart: 'h', canChoose: true, ...parts };
  return { snapshot, question: aQuestion(question), decision: decide(snapshot, aQuestion(question)) };
};
const shownTo = (...asked: Parameters<typeof ask>) => ask(...asked).decision.placements['checkout.block'];
const offer = (items: readonly DecidedItem[] | undefined) => items?.find((item) => item.kind === 'offer');

describe('an upsell of what a customer buys again and again', () => {
  it('offers what was bought on two days or more, the most often bought first, with their own rhythm as the reason', () => {
    const items = shownTo([
      bought(90, 'a', 'b', 'c'),
      bought(60, 'a', 'b'),
      bought(59.9, 'd'),
      bought(59.8, 'd'),
      bought(31, 'a'),
    ]);
    expect(offersOf(items)).toBe('ab');
    expect(offer(items)).toMatchObject({
      layout: 'chips',
      reason: {
        code: 'time-to-refill',
        text: 'Time to refill: you buy it every 4 weeks',
        evidence: { timesBought: 3, everyDays: 29, daysAgo: 31 },
      },
    });
  });

  it('offers nothing before it is due, and the answer holds until it is', () => {
    const purchases = [bought(50, 'a'), bought(10, 'a')];
    const { decision } = ask(purchases);
    expect(offersOf(decision.placements['checkout.block'])).toBe('');
    expect(decision.validUntil).toBe(NOW + 30 * DAY);
    expect(offersOf(shownTo(purchases, { now: NOW + 30 * DAY }))).toBe('a');
  });

  it('offers the variant that was bought last, without asking', () => {
    const variants = [
      aVariant('a1', { productId: product('a') }),
      aVariant('a2', { productId: product('a') }),
    ];
    const products = [aProduct('a', { variants }), aProduct('h')];
    const ofVariant = (daysAgo: number, id: string): Purchase => {
      const purchase = bought(daysAgo, 'a');
      return { ...purchase, lines: purchase.lines.map((line) => ({ ...line, variantId: variant(id) })) };
    };
    const last = (id: string) => offer(shownTo([ofVariant(90, 'a1'), ofVariant(45, id)], {}, { products }));
    expect(last('a2')).toMatchObject({ variantId: variant('a2') });
    expect(last('a2')).not.toHaveProperty('choices');
    expect(last('gone')).toBeUndefined();
  });

  it('offers no other variant where the one bought last is sold out, in a checkout that decides by itself neither', () => {
    const variantsWith = (parts: object) => [
      aVariant('a1', { productId: product('a') }),
      aVariant('a2', { productId: product('a'), ...parts }),
    ];
    const purchases = [90, 45].map((daysAgo): Purchase => {
      const purchase = bought(daysAgo, 'a');
      return { ...purchase, lines: purchase.lines.map((line) => ({ ...line, variantId: variant('a2') })) };
    });
    const inShop = (parts: object) => {
      const products = [aProduct('a', { variants: variantsWith(parts) }), aProduct('h')];
      const { decision, snapshot, question } = ask(purchases, { checkoutToken: 'c' }, { products });
      const local = offer(decidedLocally(snapshot, question));
      return { server: offer(decision.placements['checkout.block']), local, refusals: decision.refusals };
    };
    const there = inShop({});
    expect([there.server, there.local]).toMatchObject([
      { variantId: variant('a2') },
      { variantId: variant('a2') },
    ]);
    const soldOut = inShop({ available: false });
    expect([soldOut.server, soldOut.local]).toEqual([undefined, undefined]);
    expect(soldOut.refusals).toEqual([
      { campaignId: USUAL.id, productId: product('a'), guardrail: 'other-variant' },
    ]);
  });

  it('is judged by every guardrail', () => {
    const purchases = [bought(90, 'a', 'b'), bought(45, 'a', 'b')];
    expect(offersOf(shownTo(purchases, { cart: 'a' }))).toBe('b');
    expect(offersOf(shownTo(purchases, {}, { banned: [product('b')] }))).toBe('a');
    expect(offersOf(shownTo(purchases, { returned: new Set([product('a')]) }))).toBe('b');
  });

  it('takes no room from other upsells as chips, nor they from it', () => {
    const purchases = [bought(90, 'a', 'b'), bought(45, 'a', 'b')];
    const source = { kind: 'products', productIds: ['d', 'e'].map(product) } as const;
    const before = anUpsell({ id: 'before', source, layout: 'list', maxOffers: 2 });
    const after = anUpsell({
      id: 'after',
      source: { kind: 'products', productIds: [product('f')] },
      layout: 'one',
      maxOffers: 1,
    });
    const ranked = [
      { ...before, priority: 3 },
      { ...USUAL, priority: 2 },
    ];
    expect(offersOf(shownTo(purchases, {}, { campaigns: ranked }))).toBe('deab');
    const chipsFirst = [
      { ...USUAL, priority: 3 },
      { ...after, priority: 2 },
    ];
    expect(offersOf(shownTo(purchases, {}, { campaigns: chipsFirst }))).toBe('abf');
  });

  it('is nothing for a guest, and what a checkout decides by itself is what the server decides', () => {
    const purchases = [bought(90, 'a'), bought(45, 'a')];
    expect(offersOf(shownTo(purchases, { shopperId: null, profile: null }))).toBe('');
    const { snapshot, question } = ask(
      purchases,
      {},
      { campaigns: [{ ...USUAL, priority: 1 }, anUpsell({ id: 'other' })] },
    );
    const asked = { ...question, checkoutToken: 'c' };
    const chips = (items: readonly DecidedItem[] = []) =>
      offersOf(items.filter((item) => item.campaignId === USUAL.id));
    const onServer = chips(decide(snapshot, asked).placements['checkout.block']);
    expect(onServer).toBe('a');
    expect(chips(decidedLocally(snapshot, asked))).toBe(onServer);
  });
});
