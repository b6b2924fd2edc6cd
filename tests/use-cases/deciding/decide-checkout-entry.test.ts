import { expect, it } from 'vitest';
import { decisionRequest } from '#app/contracts/checkout-decision.ts';
import { recordDecision } from '#app/domain/campaigns/replay/record.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { toWireItem } from '#app/use-cases/deciding/decide-checkout-answer.ts';
import { decisionEntry } from '#app/use-cases/deciding/decide-checkout-entry.ts';
import { toQuestion } from '#app/use-cases/deciding/decide-checkout-question.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { NOW, product } from '../../domain/builders.ts';
import { anIncentive } from '../../domain/campaigns/incentives/an-incentive.ts';
import { aMessage, anUpsell, aSnapshot, variant } from '../../domain/campaigns/shop.ts';

const BASIS = { shop: '-'.repeat(22), products: {}, hash: 7 };
const snapshot = aSnapshot({ exploration: 1, campaigns: [anUpsell({ maxOffers: 2 })] });
const shop: Pick<Shop, 'id' | 'domain'> = { id: 1 as ShopId, domain: 'attune-demo.myshopify.com' };

it('keeps of a drawn offer what else could have been drawn and what the model was asked; the shopper is not told', () => {
  const request = decisionRequest.parse({
    v: 1,
    placements: ['checkout.block'],
    checkoutToken: 'c1',
    lines: [{ variantId: variant('a'), quantity: 2 }],
    currency: 'GBP',
    country: 'GB',
    consent: { preferences: true, analytics: true, marketing: true, saleOfData: true },
    dismissed: [],
  });
  const served = { shop: shop as Shop, snapshot };
  const asked = { served, channel: 'checkout' as const, customerId: null, request, budgetMs: 100 };
  const asker = { shopper: null, visitor: null, pastItems: [], unit: 'c1' };
  const render = { decisionId: 'd1', nowMs: NOW * 1000, asked, codeVersion: '0' };
  const recorded = recordDecision(snapshot, toQuestion(asked, asker, NOW, silentLog));
  const { items, basis } = decisionEntry(render, asker, recorded, 1);
  expect(basis.asked).toEqual({ cart: [product('a')], country: 'GB' });
  expect(items[0]).not.toHaveProperty('alternatives');
  expect(items[1]!.alternatives).toHaveLength(5);
  expect(items[1]!.alternatives!.map(({ productId }) => productId)).toContain(items[1]!.productId);
  const wire = Object.values(recorded.decision.placements)
    .flat()
    .map((item) => toWireItem(item, ({ text }) => text));
  expect(JSON.stringify(wire)).not.toMatch(/propensity|alternatives/);
});

it('keeps what a checkout showed before it asked: as the same, as another, and nothing that is not of the shop', () => {
  const campaigns = [
    aMessage({ title: 'Hello', body: 'Welcome.' }),
    aMessage({ title: 'Only', body: '{{left}} left.' }, { id: 'scarce' }),
    anIncentive(),
    anUpsell({ maxOffers: 1 }),
  ];
  const shown = aSnapshot({ campaigns });
  const offer = (letter: string) => ({
    key: `upsell:${product(letter)}`,
    productId: product(letter),
    variantId: variant(letter),
  });
  const request = decisionRequest.parse({
    v: 1,
    placements: ['checkout.block'],
    checkoutToken: 'c1',
    lines: [{ variantId: variant('a'), quantity: 1, cost: { amount: '10.00', currencyCode: 'GBP' } }],
    currency: 'GBP',
    country: 'GB',
    localBasis: { ...BASIS, at: NOW - 1 },
    local: [
      { key: 'message:message' },
      { key: 'scarce:message' },
      { key: 'incentive:incentive' },
      offer('b'),
      offer('c'),
      { key: 'upsell:message' },
      { key: 'gone:message' },
      { ...offer('d'), variantId: variant('z') },
    ],
  });
  const served = { shop: shop as Shop, snapshot: shown };
  const asked = { served, channel: 'checkout' as const, customerId: null, request, budgetMs: 100 };
  const asker = { shopper: null, visitor: null, pastItems: [], unit: 'c1' };
  const render = { decisionId: 'd1', nowMs: NOW * 1000, asked, codeVersion: '0' };
  const recorded = recordDecision(shown, toQuestion(asked, asker, NOW, silentLog));
  const { items, recorded: kept } = decisionEntry(render, asker, recorded, 1);
  expect(kept).toMatchObject({
    local: { basis: BASIS, question: { now: NOW - 1, checkoutToken: 'c1', cartSubtotalMinor: 1_000 } },
  });
  expect(items.map(({ itemKey, kind, shownLocally }) => [itemKey, kind, shownLocally])).toEqual([
    ['message:message', 'message', 'same'],
    [`upsell:${product('b')}`, 'offer', 'same'],
    ['scarce:message', 'message', 'other'],
    ['incentive:incentive', 'message', 'other'],
    [`upsell:${product('c')}`, 'offer', 'other'],
  ]);
});
