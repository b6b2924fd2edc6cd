import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import { judge } from '#app/domain/campaigns/guardrails/judge.ts';
import { readSituation } from '#app/domain/campaigns/situation.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { openModel } from '#app/domain/recommendations/serving/open-model.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { aProfile } from '../../builders.ts';
import { drawBaskets, modelOf, ordersOf, stateOf, trainOn } from '../../recommendations/a-model.ts';
import { aMessage, anUpsell, aQuestion, aSegment, aSnapshot, bought, offersOf } from '../shop.ts';
import { decidedLocally } from './a-local-shop.ts';
import { drawCheckout, withMessages } from './draw-checkout.ts';

const FIRST_SEED = 8_000_000;
const GUEST = {
  shopperId: null,
  profile: null,
  unit: 'checkout',
  pastItems: [],
  returned: new Set<never>(),
  consent: { preferences: false, analytics: false, marketing: true },
  isBusiness: false,
  canAddLines: true,
};
const aCart = (letter: string) => {
  const { lines, country, currency } = aQuestion({ cart: letter });
  return { lines, country, currency };
};

describe('decideLocal', () => {
  it('offers nothing that a guardrail of the server refuses, at the price and with the choice the server knows, in any world', () => {
    let [offered, choices] = [0, 0];
    for (let run = 0; run < propertyRuns(4_000); run += 1) {
      const { shop, asked } = drawCheckout(FIRST_SEED + run);
      const situation = readSituation(shop, asked);
      for (const item of decidedLocally(shop, asked)) {
        if (item.kind !== 'offer') continue;
        const { productId, campaignId, price } = item;
        const judgement = judge(productId, situation, campaignId);
        const said = judgement.isAllowed ? judgement.offer.price : judgement.guardrail;
        const told = judgement.isAllowed ? judgement.offer.choices : [];
        expect(said, `seed ${FIRST_SEED + run}`).toEqual(price);
        if (item.choices)
          expect(item.choices, `seed ${FIRST_SEED + run}`).toEqual(
            told.map((choice) => ({
              variantId: choice.variant.id,
              title: choice.variant.title,
              price: choice.price,
            })),
          );
        offered += 1;
        choices += item.choices ? 1 : 0;
      }
    }
    expect(choices).toBeGreaterThan(propertyRuns(4_000) / 100);
    expect(offered).toBeGreaterThan(propertyRuns(4_000) / 20);
  });

  it('offers what the server offers, as far as it goes, to a guest at home with one product in the cart', () => {
    let offered = 0;
    for (let run = 0; run < propertyRuns(4_000); run += 1) {
      const drawn = drawCheckout(FIRST_SEED + run);
      const { shop } = drawn;
      const lines = drawn.asked.lines.slice(0, 1);
      const { isBusiness, canAddLines } = drawn.asked;
      const guest = { ...GUEST, isBusiness, canAddLines };
      const asked = { ...drawn.asked, ...guest, lines, country: 'GB', currency: 'GBP' };
      const local = offersOf(decidedLocally(shop, asked));
      const server = offersOf(decide(shop, asked).placements['checkout.block']);
      expect(server.slice(0, local.length), `seed ${FIRST_SEED + run}`).toBe(local);
      offered += local.length;
    }
    expect(offered).toBeGreaterThan(propertyRuns(4_000) / 10);
  });

  it('offers what the server offers, as far as it goes, to a guest at home with several products in the cart', () => {
    const model = modelOf(drawBaskets(seededRandom(FIRST_SEED), 'abcdefgh', 600), 1);
    let [compared, same, offered] = [0, 0, 0];
    for (let run = 0; run < propertyRuns(3_000); run += 1) {
      const drawn = drawCheckout(FIRST_SEED + run);
      const { isBusiness, canAddLines, lines } = drawn.asked;
      if (new Set(lines.map(({ productId }) => productId)).size < 2) continue;
      const shop = { ...drawn.shop, model, campaigns: [anUpsell()] };
      const guest = { ...GUEST, isBusiness, canAddLines };
      const asked = { ...drawn.asked, ...guest, country: 'GB', currency: 'GBP' };
      const local = offersOf(decidedLocally(shop, asked));
      const server = offersOf(decide(shop, asked).placements['checkout.block']);
      compared += 1;
      same += server.startsWith(local) ? 1 : 0;
      offered += local.length;
    }
    // What is written is rounded, so two that are next to equally likely may change places.
    expect(same / compared).toBeGreaterThan(0.998);
    expect(offered).toBeGreaterThan(propertyRuns(3_000) / 10);
  });

  it('offers a customer at home, by what they bought before, what the server offers first', () => {
    const random = seededRandom(FIRST_SEED);
    const orders = ordersOf(drawBaskets(random, 'abcdefgh', 600)).map((order, at) => ({
      ...order,
      customer: `customer-${at % 40}`,
    }));
    const model = openModel(stateOf(trainOn(orders).bytes), 1);
    let [compared, same, own] = [0, 0, 0];
    for (let run = 0; run < propertyRuns(1_500); run += 1) {
      const drawn = drawCheckout(FIRST_SEED + run);
      const shopperId = gid('Customer', 1);
      const purchases = drawBaskets(random, 'abcdefgh', 1 + Math.floor(5 * random())).map((letters, at) =>
        bought(160 - 30 * at - Math.floor(20 * random()), ...letters),
      );
      const { isBusiness, canAddLines, lines } = drawn.asked;
      if (lines.length === 0) continue;
      const shop = { ...drawn.shop, model, campaigns: [anUpsell()] };
      const customer = {
        isBusiness,
        canAddLines,
        shopperId,
        unit: shopperId,
        profile: aProfile({ purchases }),
      };
      const asked = { ...drawn.asked, ...GUEST, ...customer, country: 'GB', currency: 'GBP' };
      const [local] = decidedLocally(shop, asked);
      const [server] = decide(shop, asked).placements['checkout.block'] ?? [];
      if (local === undefined) continue;
      compared += 1;
      same += local.key === server?.key ? 1 : 0;
      own += ['bought-before', 'time-to-refill'].includes(local.reason.code) ? 1 : 0;
    }
    expect(same / compared).toBeGreaterThan(0.97);
    expect(compared).toBeGreaterThan(propertyRuns(1_500) / 10);
    expect(own).toBeGreaterThan(propertyRuns(1_500) / 300);
  });

  it('shows the messages that the server shows, word by word, to anybody with any cart', () => {
    const shown = { plain: 0, missing: 0, pair: 0, orders: 0, tier: 0, next: 0 };
    for (let run = 0; run < propertyRuns(2_000); run += 1) {
      const { shop, asked } = withMessages(drawCheckout(FIRST_SEED + run));
      const server = new Map(
        (decide(shop, asked).placements['checkout.block'] ?? []).map((item) => [item.key, item]),
      );
      for (const item of decidedLocally(shop, asked)) {
        if (item.kind !== 'message') continue;
        const said = server.get(item.key);
        const { title, body, progress } = item;
        const told = { kind: 'message', title, body, ...(progress !== undefined && { progress }) };
        expect(said, `seed ${FIRST_SEED + run}: ${body}`).toMatchObject(told);
        shown[item.campaignId as keyof typeof shown] += 1;
      }
    }
    for (const [campaign, count] of Object.entries(shown))
      expect(count, campaign).toBeGreaterThan(propertyRuns(2_000) / 200);
  });

  it('goes on after a message, and ends at one that speaks of stock', () => {
    const asked = { ...drawCheckout(FIRST_SEED).asked, ...GUEST, ...aCart('a') };
    const kinds = (body: string) =>
      decidedLocally(aSnapshot({ campaigns: [aMessage({ title: 'Hello', body }), anUpsell()] }), asked).map(
        ({ kind }) => kind,
      );
    expect(kinds('Welcome.')).toEqual(['message', 'offer', 'offer', 'offer']);
    expect(kinds('You have ordered {{orders}} times.')).toEqual(['offer', 'offer', 'offer']);
    expect(kinds('Only {{left}} left.')).toEqual([]);
  });
});

describe('a guest whose browser may be known', () => {
  const segments = [
    aSegment('gold', 'loyalty.tier = "Gold" AND purchases.count >= 3'),
    aSegment('browsing', 'views.count within 7 days >= 3'),
  ];
  const shown = (parts: { audience?: string[]; excluded?: string[] }, allows: boolean) => {
    const shop = aSnapshot({ segments, campaigns: [anUpsell(parts)] });
    const consent = { preferences: allows, analytics: allows, marketing: true };
    return decidedLocally(shop, { ...drawCheckout(FIRST_SEED).asked, ...GUEST, ...aCart('a'), consent })
      .length;
  };

  it('is decided here for campaigns that ask only about customers, and by the server alone for what a browser tells', () => {
    expect(shown({ excluded: ['gold'] }, true)).toBe(3);
    expect(shown({ audience: ['gold'] }, true)).toBe(0);
    expect(shown({ excluded: ['browsing'] }, true)).toBe(0);
    expect(shown({ excluded: ['browsing'] }, false)).toBe(3);
  });
});
