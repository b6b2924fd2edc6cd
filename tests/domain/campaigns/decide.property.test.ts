import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import type { CatalogProduct } from '#app/domain/campaigns/catalog.ts';
import { decide } from '#app/domain/campaigns/decide.ts';
import type { DecidedItem, DecisionQuestion, ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { GUARDRAILS } from '#app/domain/campaigns/guardrails/judge.ts';
import { gid, type ShopperId } from '#app/domain/kernel/ids.ts';
import { aProfile, NOW, product, SEED } from '../builders.ts';
import {
  aMessage,
  anUpsell,
  aProduct,
  aQuestion,
  aSegment,
  aSnapshot,
  aVariant,
  bought,
  EUROPE,
  savedDetails,
  variant,
} from './shop.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const letters = 'abcdefghxy'.split('');
const letter = fc.constantFrom(...letters);
const amount = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 3_000 }) }, fc.constantFrom(0, -5));
/** Mostly yes, or nothing would ever be offered. */
const mostly = fc.integer({ min: 0, max: 9 }).map((roll) => roll > 0);

const variantsOf = (id: string) =>
  fc
    .array(
      fc.record({
        available: mostly,
        shopPrice: amount,
        europePrice: fc.option(fc.tuple(amount, fc.constantFrom('EUR', 'GBP'))),
      }),
      { minLength: 1, maxLength: 2, size: 'xsmall' },
    )
    .map((some) =>
      some.map(({ available, shopPrice, europePrice }, index) =>
        aVariant(`${id}${index}`, {
          available,
          price: { amountMinor: shopPrice, currency: 'GBP' },
          prices: new Map(
            europePrice ? [[EUROPE.id, { amountMinor: europePrice[0], currency: europePrice[1] }]] : [],
          ),
        }),
      ),
    );

const catalog: fc.Arbitrary<readonly CatalogProduct[]> = fc.subarray(letters, { minLength: 5 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id) =>
      fc
        .record({
          published: mostly,
          type: fc.constantFrom('Home', 'Home', 'Gift Card'),
          variants: variantsOf(id),
        })
        .map((parts) => aProduct(id, parts)),
    ),
  ),
);

const placement = fc.constantFrom('checkout.block', 'checkout.block', 'thank-you.block', '__proto__');
const segmentId = fc.constantFrom('none', 'some', 'cart', 'missing');
const rarely = { maxLength: 2, size: 'xsmall' } as const;

const campaign: fc.Arbitrary<Campaign> = fc
  .record({
    id: fc.uuid(),
    priority: fc.integer({ min: 0, max: 3 }),
    audience: fc.oneof(fc.constant([]), fc.array(segmentId, rarely)),
    excluded: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(segmentId, rarely)),
    placements: fc.array(placement, { minLength: 1, maxLength: 3 }),
    kind: fc.constantFrom('upsell', 'upsell', 'picked', 'message', 'saved'),
    picked: fc.array(letter, { maxLength: 4 }),
    layout: fc.constantFrom('one', 'list', 'carousel', 'grid'),
    maxOffers: fc.integer({ min: 0, max: 7 }),
  })
  .map(({ kind, picked, layout, maxOffers, ...parts }): Campaign => {
    if (kind === 'message') return aMessage({ title: '{{bought}}', body: '{{consider}}' }, parts);
    if (kind === 'saved') return savedDetails({ address: true, paymentHint: true }, parts);
    const source =
      kind === 'picked' ? ({ kind: 'products', productIds: picked.map(product) } as const) : undefined;
    return anUpsell({ ...parts, source, layout, maxOffers });
  });

const snapshot: fc.Arbitrary<ShopSnapshot> = fc
  .record({ products: catalog, campaigns: fc.array(campaign, { minLength: 1, maxLength: 4 }) })
  .map((parts) =>
    aSnapshot({
      ...parts,
      segments: [
        aSegment('none', 'purchases.count < 0'),
        aSegment('some', 'purchases.count > 1 OR cart.quantity > 2'),
        aSegment('cart', 'cart.subtotal > 5'),
      ],
    }),
  );

const profile = fc
  .array(fc.tuple(fc.integer({ min: -1, max: 60 }), fc.array(letter, { maxLength: 3 })), { maxLength: 4 })
  .map((orders) =>
    aProfile({
      purchases: orders
        .toSorted(([a], [b]) => b - a)
        .map(([daysAgo, ids], index) => ({ ...bought(daysAgo, ...ids), orderId: gid('Order', index) })),
    }),
  );

const question: fc.Arbitrary<DecisionQuestion> = fc
  .record({
    placements: fc.array(placement, { minLength: 1, maxLength: 4 }),
    shopperId: fc.constantFrom<(ShopperId | null)[]>(null, gid('Customer', 1), 'visitor:x'),
    profile: fc.option(profile),
    lines: fc.array(
      fc.record({ id: letter, quantity: fc.integer({ min: 1, max: 3 }), isKnown: fc.boolean() }),
      { maxLength: 4 },
    ),
    country: fc.constantFrom('GB', 'DE', 'US', null),
    currency: fc.constantFrom('GBP', 'GBP', 'EUR', 'USD'),
    dismissed: fc.array(
      letter.map((id) => `x:${product(id)}`),
      { maxLength: 2 },
    ),
    preferences: fc.boolean(),
    analytics: fc.boolean(),
  })
  .map(({ lines, preferences, analytics, ...parts }) =>
    aQuestion({
      ...parts,
      savedDetails: { address: { address1: '1 Mill Lane', city: 'Leeds' }, paymentType: 'paypal' },
      consent: { preferences, analytics, marketing: false },
      lines: lines.map(({ id, quantity, isKnown }) => ({
        variantId: variant(`${id}0`),
        productId: isKnown ? product(id) : null,
        quantity,
      })),
    }),
  );

type Offer = Extract<DecidedItem, { kind: 'offer' }>;

/** The rules an offer must keep, checked against the catalog and the question alone. */
function expectAllowed(offer: Offer, shop: ShopSnapshot, asked: DecisionQuestion): void {
  const { catalog: shelf } = shop;
  const found = shelf.products.get(offer.productId);
  const available = (found?.variants ?? []).filter((each) => each.available);
  expect(found?.published).toBe(true);
  expect(found?.type).not.toBe('Gift Card');
  expect(available.map(({ id }) => id)).toEqual([offer.variantId]);
  expect(asked.lines.map(({ productId }) => productId)).not.toContain(offer.productId);
  expect(asked.dismissed).not.toContain(`x:${offer.productId}`);
  expect(offer.price.currency).toBe(asked.currency);
  expect(offer.price.amountMinor).toBeGreaterThan(0);
  const prices = [available[0]?.price, available[0]?.prices.get(EUROPE.id)];
  expect(prices).toContainEqual(offer.price);
  const times = (asked.profile?.purchases ?? []).flatMap(({ at, lines }) =>
    at <= NOW && lines.some(({ productId }) => productId === offer.productId) ? at : [],
  );
  // Bought once; what was bought again may be due (guardrails/forbidden-offers.property.test.ts).
  if (asked.shopperId?.startsWith('gid:') && new Set(times).size === 1)
    expect(times[0]).toBeLessThanOrEqual(NOW - 30 * 86_400);
}

describe('decide, over generated shops and shoppers', () => {
  it('never throws and never gives a forbidden offer', () => {
    let offers = 0;
    fc.assert(
      fc.property(snapshot, question, (shop, asked) => {
        const { placements, refusals, validUntil } = decide(shop, asked);
        expect(Object.keys(placements).sort()).toEqual([...new Set(asked.placements)].sort());
        const items = Object.values(placements).flat();
        const offered = items.filter((item) => item.kind === 'offer');
        offers += offered.length;
        for (const offer of offered) expectAllowed(offer, shop, asked);
        expect(new Set(offered.map(({ productId }) => productId)).size).toBe(offered.length);
        expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
        for (const item of items)
          if (item.kind === 'message') expect(item.title + item.body).not.toContain('{{');
        const names = [...GUARDRAILS.map(({ name }) => name), 'already-offered'];
        for (const { guardrail } of refusals) expect(names).toContain(guardrail);
        if (validUntil !== null) expect(validUntil).toBeGreaterThan(NOW);
      }),
      { seed: SEED, numRuns: propertyRuns(4_000) },
    );
    expect(offers).toBeGreaterThan(700);
  });

  it('gives a guest the same whatever the profile holds', () => {
    fc.assert(
      fc.property(snapshot, question, (shop, asked) => {
        const guest = {
          ...asked,
          shopperId: null,
          consent: { preferences: false, analytics: false, marketing: true },
        };
        expect(decide(shop, guest)).toEqual(decide(shop, { ...guest, profile: null, savedDetails: null }));
      }),
      { seed: SEED, numRuns: propertyRuns(500) },
    );
  });

  it('does not change by time alone before the instant it is valid until', () => {
    let expiring = 0;
    fc.assert(
      fc.property(snapshot, question, (shop, asked) => {
        const now = decide(shop, asked);
        if (now.validUntil === null) return;
        expiring++;
        expect(decide(shop, { ...asked, now: now.validUntil - 1 })).toEqual(now);
      }),
      { seed: SEED, numRuns: propertyRuns(2_000) },
    );
    expect(expiring).toBeGreaterThan(50);
  });
});
