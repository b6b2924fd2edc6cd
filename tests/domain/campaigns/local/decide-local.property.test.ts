import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import { judge } from '#app/domain/campaigns/guardrails/judge.ts';
import { readSituation } from '#app/domain/campaigns/situation.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { drawWorld, type World } from '../guardrails/random-world.ts';
import { offersOf } from '../shop.ts';
import { decidedLocally } from './a-local-shop.ts';

const FIRST_SEED = 8_000_000;

/** A world in which the checkout asks: it has a token, and a shopper is a customer or a guest. */
function drawCheckout(seed: number): World {
  const { shop, asked } = drawWorld(seed);
  const isVisitor = asked.shopperId?.startsWith('visitor:') === true;
  const shopperId = isVisitor ? null : asked.shopperId;
  const profile = shopperId === null ? null : asked.profile;
  const past = shopperId === null ? { pastItems: [], returned: new Set<never>() } : {};
  const unit = shopperId ?? 'checkout';
  const own = { shopperId, profile, unit, checkoutToken: 'checkout', placements: ['checkout.block'] };
  return { shop, asked: { ...asked, ...past, ...own } };
}

describe('decideLocal', () => {
  it('offers nothing that a guardrail of the server refuses, at the price the server knows, in any world', () => {
    let offered = 0;
    for (let run = 0; run < propertyRuns(4_000); run += 1) {
      const { shop, asked } = drawCheckout(FIRST_SEED + run);
      const situation = readSituation(shop, asked);
      for (const { productId, campaignId, price } of decidedLocally(shop, asked)) {
        const judgement = judge(productId, situation, campaignId);
        const said = judgement.isAllowed ? judgement.offer.price : judgement.guardrail;
        expect(said, `seed ${FIRST_SEED + run}`).toEqual(price);
        offered += 1;
      }
    }
    expect(offered).toBeGreaterThan(propertyRuns(4_000) / 20);
  });

  it('offers what the server offers, as far as it goes, to a guest at home with one product in the cart', () => {
    let offered = 0;
    for (let run = 0; run < propertyRuns(4_000); run += 1) {
      const drawn = drawCheckout(FIRST_SEED + run);
      const { shop } = drawn;
      const consent = { preferences: false, analytics: false, marketing: true };
      const lines = drawn.asked.lines.slice(0, 1);
      const guest = {
        shopperId: null,
        profile: null,
        unit: 'checkout',
        pastItems: [],
        returned: new Set<never>(),
      };
      const asked = { ...drawn.asked, ...guest, consent, lines, country: 'GB', currency: 'GBP' };
      const local = offersOf(decidedLocally(shop, asked));
      const server = offersOf(decide(shop, asked).placements['checkout.block']);
      expect(server.slice(0, local.length), `seed ${FIRST_SEED + run}`).toBe(local);
      offered += local.length;
    }
    expect(offered).toBeGreaterThan(propertyRuns(4_000) / 10);
  });
});
