import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRecommender,
  type RankQuestion,
  type ShopFeedback,
  type ShopOrder,
  type ShopProduct,
} from '#app/domain/recommendations/recommender.ts';

const NOW = '2026-06-01T12:00:00Z';
const DAY = 86_400_000;
const daysBefore = (days: number) => new Date(Date.parse(NOW) - days * DAY).toISOString();

const products: readonly ShopProduct[] = ['tea', 'pot', 'cup', 'hat', 'scarf'].map((sku, at) => ({
  sku,
  title: `The ${sku}`,
  price: at + 1,
}));

let orderCount = 0;
const order = (items: readonly string[], days: number, customer: string | null = null): ShopOrder => ({
  id: `o${orderCount++}`,
  time: daysBefore(days),
  customer,
  items,
});

const aShop = (orders: readonly ShopOrder[], options = {}) => {
  const recommender = createRecommender({ products, options });
  recommender.learn(orders);
  return recommender;
};
const skus = (recommender: ReturnType<typeof aShop>, question: RankQuestion) =>
  recommender.rank({ now: NOW, ...question }).map(({ sku }) => sku);

/** Tea goes with the pot, the hat with the scarf; a hundred orders. */
const pairOrders = () =>
  Array.from({ length: 100 }, (_, at) =>
    order(at % 2 === 0 ? ['tea', 'pot'] : ['hat', 'scarf'], 100 - at, `c${at % 10}`),
  );

describe('createRecommender', () => {
  it('offers an empty shop its products as new ones, and says that data is lacking', () => {
    const shop = aShop([]);
    expect(shop.status()).toMatchObject({ state: 'not enough data', orders: 0, products: 5 });
    for (const offer of shop.rank({ cart: ['tea'], now: NOW }))
      expect(offer.reason.text).toMatch(/The tea|New in the shop/);
  });

  it('begins a longer list with the shorter one, as long as there are products', () => {
    const many = Array.from({ length: 300 }, (_, at) => ({
      sku: `s${at}`,
      title: `Item ${at}`,
      price: 1 + (at % 9),
    }));
    const shop = createRecommender({ products: many });
    shop.learn(
      Array.from({ length: 400 }, (_, at) =>
        order(
          [0, 1, 7, 19].map((step) => `s${(at * 13 + step) % 300}`),
          1 + (at % 90),
        ),
      ),
    );
    const ask = (k: number) => shop.rank({ cart: ['s5', 's9'], now: NOW, k });
    expect(ask(200)).toHaveLength(ask(300).length > 200 ? 200 : ask(300).length);
    expect(ask(200).length).toBeGreaterThan(100);
    expect(new Set(ask(200).map(({ sku }) => sku)).size).toBe(ask(200).length);
    for (const k of [1, 24, 80, 81, 150]) expect(ask(200).slice(0, k)).toEqual(ask(k));
  });

  it('offers nothing from a shop without products and orders', () => {
    const shop = createRecommender({ products: [] });
    expect(shop.rank({ cart: ['x'], customer: 'c', now: NOW })).toEqual([]);
  });

  it('never offers the only product to a cart that holds it', () => {
    const shop = createRecommender({ products: products.slice(0, 1) });
    shop.learn([order(['tea'], 3), order(['tea'], 2)]);
    expect(shop.rank({ cart: ['tea'], now: NOW })).toEqual([]);
    expect(shop.rank({ now: NOW }).map(({ sku }) => sku)).toEqual(['tea']);
  });

  it('learns what goes together, with the counts as evidence', () => {
    const [best] = aShop(pairOrders()).rank({ cart: ['tea'], now: NOW });
    expect(best).toMatchObject({
      sku: 'pot',
      reason: { code: 'bought-together', evidence: { sku: 'tea', orders: 50, ordersOfSku: 50 } },
    });
  });

  it('knows a purchase at the next ranking, without a refit', () => {
    const shop = aShop(pairOrders(), { refitGrowth: Infinity });
    shop.fit();
    expect(skus(shop, { cart: ['cup'], k: 1 })).not.toEqual(['scarf']);
    shop.learn([1, 2, 3, 4].map((hours) => order(['cup', 'scarf'], 0.5 - hours / 24)));
    expect(shop.status().liveOrders).toBe(4);
    expect(shop.rank({ cart: ['cup'], now: NOW, k: 1 })[0]).toMatchObject({
      sku: 'scarf',
      reason: { code: 'bought-together', evidence: { orders: 4 } },
    });
  });

  it('ignores an order told twice, unknown skus, repeated lines and quantities of 0', () => {
    const once = pairOrders();
    const noisy = once.map((each) => ({
      ...each,
      items: [...each.items, ...each.items, { sku: 'cup', qty: 0 }, { sku: 'cup', qty: -2, price: 3 }],
    }));
    const [clean, other] = [aShop(once), aShop([...noisy, ...noisy])];
    for (const cart of [['tea'], ['hat', 'hat', 'nowhere'], []])
      expect(other.rank({ cart, now: NOW })).toEqual(clean.rank({ cart, now: NOW }));
  });

  it('teaches from skus outside the catalog but never offers them', () => {
    const shop = aShop([...pairOrders(), ...[5, 4, 3].map((days) => order(['gone', 'tea'], days))]);
    expect(skus(shop, { cart: ['tea'] })).not.toContain('gone');
    expect(skus(shop, { cart: ['gone'], k: 1 })).toEqual(['tea']);
  });

  it('works with prices of zero', () => {
    const shop = createRecommender({ products: products.map((product) => ({ ...product, price: 0 })) });
    shop.learn(
      pairOrders().map((each) => ({
        ...each,
        items: each.items.map((line) => ({ sku: String(line), qty: 1, price: 0 })),
      })),
    );
    for (const { score } of shop.rank({ cart: ['tea'], now: NOW })) expect(score).toBeGreaterThanOrEqual(0);
    expect(shop.rank({ cart: ['tea'], now: NOW, k: 1 })[0]?.sku).toBe('pot');
  });

  it('reads the newest 200 of a customer’s 5,000 orders', () => {
    const many = Array.from({ length: 5_000 }, (_, at) =>
      order([at < 4_900 ? 'hat' : 'cup'], (5_000 - at) / 24, 'c'),
    );
    const timesBought = (offers: ReturnType<ReturnType<typeof aShop>['rank']>) =>
      Object.fromEntries(offers.slice(0, 2).map(({ sku, reason }) => [sku, reason.evidence]));
    const expected = { cup: { timesBought: 100 }, hat: { timesBought: 100 } };
    expect(timesBought(aShop(many).rank({ customer: 'c', now: NOW }))).toMatchObject(expected);
    const told = aShop(pairOrders()).rank({ history: many, customer: 'other', now: NOW });
    expect(timesBought(told)).toMatchObject(expected);
  });

  it('says when it is time to refill: by the shopper’s own interval', () => {
    const refills = [126, 84, 42].map((days) => order(['cup'], days, 'c'));
    const all = [...pairOrders(), ...refills].sort((a, b) => (a.time < b.time ? -1 : 1));
    const offer = aShop(all)
      .rank({ customer: 'c', now: NOW })
      .find(({ sku }) => sku === 'cup');
    expect(offer?.reason).toMatchObject({
      code: 'time-to-refill',
      text: 'Time to refill: you buy it every 6 weeks',
      evidence: { timesBought: 3, everyDays: 42, daysAgo: 42 },
    });
  });

  it('does not count as bought what came back', () => {
    const shop = aShop([...pairOrders(), order(['cup'], 0.5, 'c')]);
    shop.learnReturns([{ time: daysBefore(0.2), customer: 'c', items: [{ sku: 'cup', qty: -1 }] }]);
    const offer = shop.rank({ customer: 'c', now: NOW }).find(({ sku }) => sku === 'cup');
    expect(offer?.reason.code ?? 'none').not.toBe('bought-before');
  });

  it('hears a look at a product page', () => {
    const shop = aShop(pairOrders());
    const before = skus(shop, { customer: 'visitor' }).indexOf('cup');
    shop.learnViews([{ time: daysBefore(1), customer: 'visitor', sku: 'cup' }]);
    const offers = shop.rank({ customer: 'visitor', now: NOW });
    const after = offers.findIndex(({ sku }) => sku === 'cup');
    expect(after).toBeGreaterThanOrEqual(0);
    expect(before === -1 || after <= before).toBe(true);
    expect(offers[after]?.reason).toMatchObject({ code: 'viewed', evidence: { views: 1 } });
  });

  it('lets a product sink that is shown in vain, and more so one that is dismissed', () => {
    const scoreOfPot = (events: readonly ShopFeedback[]) => {
      const shop = aShop(pairOrders());
      shop.learnFeedback(events);
      return shop.rank({ cart: ['tea'], now: NOW }).find(({ sku }) => sku === 'pot')!.score;
    };
    const told = (kind: ShopFeedback['kind'], times: number) =>
      Array.from({ length: times }, () => ({ kind, sku: 'pot', campaign: 'k' }) as const);
    const usual = scoreOfPot([]);
    const ignored = scoreOfPot(told('exposure', 2_000));
    const dismissed = scoreOfPot([...told('exposure', 2_000), ...told('dismissal', 200)]);
    expect(ignored).toBeLessThan(usual);
    expect(dismissed).toBeLessThan(ignored);
  });

  it('refuses a time that is none', () => {
    expect(() => aShop([]).learn([{ time: 'noon', customer: null, items: ['tea'] }])).toThrow(
      new RangeError('Expected a time in ISO 8601, found "noon".'),
    );
  });

  const sku = fc.constantFrom('tea', 'pot', 'cup', 'hat', 'scarf', 'gone', '');
  const anyOrders = fc.array(
    fc.record({
      customer: fc.constantFrom(null, '', 'a', 'b'),
      items: fc.array(
        fc.oneof(
          sku,
          fc.record({ sku, qty: fc.integer({ min: -1, max: 3 }), price: fc.constantFrom(0, 1, 5) }),
        ),
        {
          maxLength: 6,
        },
      ),
    }),
    { maxLength: 90 },
  );

  it('keeps to k, never offers what is in the cart or twice, and repeats itself', () => {
    fc.assert(
      fc.property(
        anyOrders,
        fc.array(sku, { maxLength: 8 }),
        fc.integer({ min: 0, max: 7 }),
        (told, cart, k) => {
          const orders = told.map((each, at) => ({ ...each, time: daysBefore(100 - at) }));
          const ask = () => {
            const shop = createRecommender({ products });
            shop.learn(orders);
            return shop.rank({ cart, customer: 'a', now: NOW, k });
          };
          const offers = ask();
          const offered = offers.map((offer) => offer.sku);
          expect(offers.length).toBeLessThanOrEqual(k);
          expect(new Set(offered).size).toBe(offered.length);
          expect(offered.filter((one) => cart.some((held) => held === one))).toEqual([]);
          expect(offered.filter((one) => !products.some((product) => product.sku === one))).toEqual([]);
          expect(offers.every(({ score }) => score > 0 && score <= 1)).toBe(true);
          expect(ask()).toEqual(offers);
        },
      ),
      { numRuns: process.env.LONG === '1' ? 500 : 40 },
    );
  });
});
