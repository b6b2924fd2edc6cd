import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import type { DecisionQuestion } from '#app/domain/campaigns/decision.ts';
import { judge } from '#app/domain/campaigns/guardrails/judge.ts';
import { readSituation } from '#app/domain/campaigns/situation.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { seededRandom } from '#app/domain/kernel/random.ts';
import type { ConsentLevel } from '#app/domain/profiles/consent.ts';
import { WISHED_TIMES_AS_LIKELY } from '#app/domain/recommendations/ranking/wishes.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { aProfile, NOW, product, SEED } from '../builders.ts';
import { drawBaskets, modelOf } from '../recommendations/a-model.ts';
import { drawWorld } from './guardrails/random-world.ts';
import { decidedLocally } from './local/a-local-shop.ts';
import { anUpsell, aQuestion, aSnapshot, model, offersOf } from './shop.ts';

const SHELF = 'abcdefgh';
const WISHED = 'On your wishlist';

const wishing = (letters: string, needs: ConsentLevel = 'none', until = NOW + 60) =>
  aProfile({
    attributes: {
      wishlist: [...letters].map(product),
      connected: { wishlist: { value: letters.length, at: NOW - 60, until, needs, source: 'wishlist' } },
    },
  });

const asks = (profile: DecisionQuestion['profile'], parts: Partial<DecisionQuestion> = {}) =>
  aQuestion({ cart: 'a', shopperId: gid('Customer', 1), profile, checkoutToken: 'checkout', ...parts });

const shop = aSnapshot({ guardrails: { priceCeilingPercent: null } });
const decided = (question: DecisionQuestion, snapshot = shop) => decide(snapshot, question);
const itemsOf = (question: DecisionQuestion, snapshot = shop) =>
  decided(question, snapshot).placements['checkout.block'] ?? [];
const reasonsOf = (items: ReturnType<typeof itemsOf>) =>
  items.flatMap((item) => (item.kind === 'offer' ? item.reason.text : []));

describe('a wishlist', () => {
  it('lifts what is on it, says so, and says by how much', () => {
    expect(offersOf(itemsOf(asks(wishing(''))))).toBe('bcd');
    const items = itemsOf(asks(wishing('g')));
    expect(offersOf(items)).toContain('g');
    expect(reasonsOf(items)).toContain(WISHED);
    const wished = items.find((item) => item.kind === 'offer' && item.productId === product('g'));
    expect(wished).toMatchObject({
      reason: { code: 'on-wishlist', evidence: { timesAsLikely: WISHED_TIMES_AS_LIKELY } },
    });
  });

  it('counts only with the consent that it needs, and until it lapses', () => {
    const refused = asks(wishing('g', 'analytics'));
    expect(reasonsOf(itemsOf(refused))).not.toContain(WISHED);
    const consent = { preferences: false, analytics: true, marketing: false };
    expect(reasonsOf(itemsOf({ ...refused, consent }))).toContain(WISHED);
    expect(reasonsOf(itemsOf(asks(wishing('g', 'none', NOW))))).not.toContain(WISHED);
    expect(decided(asks(wishing('g', 'none', NOW + 7))).validUntil).toBe(NOW + 7);
  });

  it('moves nothing where a campaign goes by the cart, by what is due or by what is popular', () => {
    for (const strategy of ['complements', 'due-again', 'popular'] as const) {
      const snapshot = aSnapshot({ campaigns: [anUpsell({ source: { kind: 'recommended', strategy } })] });
      expect(itemsOf(asks(wishing('fg')), snapshot)).toEqual(itemsOf(asks(wishing('')), snapshot));
    }
  });

  it("leaves the merchant's pins and pairs before it", () => {
    const merchandising = { pin: [product('g')], pairs: { [product('a')]: [product('f')] } };
    expect(offersOf(itemsOf(asks(wishing('b')), aSnapshot({ merchandising })))).toBe('gfb');
  });

  it('counts in the checkout that decides by itself, where no consent is needed for it', () => {
    const locally = (profile: DecisionQuestion['profile']) => decidedLocally(shop, asks(profile));
    expect(offersOf(locally(wishing('')))).toBe('bcd');
    expect(offersOf(locally(wishing('g')))).toBe(offersOf(itemsOf(asks(wishing('g')))));
    expect(locally(wishing('g', 'preferences'))).toEqual(locally(wishing('')));
    expect(decidedLocally(shop, { ...asks(wishing('g', 'none', NOW + 60)), now: NOW + 60 })).toEqual(
      locally(wishing('')),
    );
  });
});

const letters = fc.subarray([...SHELF]).map((some) => some.join(''));

describe('the boost of a wishlist', () => {
  const models = [1, 2, 3].map((seed) =>
    modelOf(drawBaskets(seededRandom(SEED + seed), `${SHELF}ijklmnopqrstuvwxyz`, 300 * seed), seed),
  );

  it('never changes the order of products that are not on it, and raises those that are', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(model, ...models),
        letters,
        letters,
        fc.integer({ min: 1, max: 30 }),
        (asked, cart, wished, limit) => {
          const onList = new Set([...wished].map(product));
          const query = { cart: [...cart].map(product), history: [], views: [], now: NOW, country: 'GB' };
          const rank = (wishlist: typeof onList) =>
            asked.candidates({ ...query, titleOf: () => null, wishlist: [...wishlist], limit: 150 });
          const [before, after] = [rank(new Set()), rank(onList)];
          const others = (list: typeof before) =>
            list.map(({ productId }) => productId).filter((id) => !onList.has(id));
          expect(others(after)).toEqual(others(before));
          for (const { productId, score } of before)
            if (onList.has(productId))
              expect(after.find((one) => one.productId === productId)?.score).toBeGreaterThanOrEqual(
                score - 1e-12,
              );
          for (const { productId, reason } of after)
            expect(reason.code === 'on-wishlist').toBe(onList.has(productId));
          const shorter = { ...query, titleOf: () => null, wishlist: [...onList], limit };
          expect(asked.candidates(shorter)).toEqual(after.slice(0, limit));
        },
      ),
      { numRuns: propertyRuns(200), seed: SEED },
    );
  });

  it('never lets a product through that a guardrail refuses, on the server or in the checkout', () => {
    let offered = 0;
    for (let seed = SEED; seed < SEED + propertyRuns(500); seed += 1) {
      const drawn = drawWorld(seed);
      const world = { ...drawn.shop, model, campaigns: [anUpsell()] };
      const { attributes } = wishing(`${SHELF}xy`);
      const profile = aProfile({ purchases: drawn.asked.profile?.purchases ?? [], attributes });
      const unit = gid('Customer', 1);
      const asked = { ...drawn.asked, shopperId: unit, profile, unit, canChoose: true };
      const situation = readSituation(world, asked);
      for (const item of [...itemsOf(asked, world), ...decidedLocally(world, asked)]) {
        if (item.kind !== 'offer') continue;
        expect(judge(item.productId, situation, item.campaignId).isAllowed, `seed ${seed}`).toBe(true);
        offered += 1;
      }
    }
    expect(offered).toBeGreaterThan(propertyRuns(500) / 4);
  });
});
