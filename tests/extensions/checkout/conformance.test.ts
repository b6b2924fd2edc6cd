import { afterAll, describe, expect, it } from 'vitest';
import type { DecisionRequest } from '#app/contracts/checkout-decision.ts';
import type { CampaignExperiment } from '#app/domain/campaigns/arms.ts';
import type { CampaignContent } from '#app/domain/campaigns/campaign.ts';
import { compileProduct } from '#app/domain/campaigns/local/compile-product.ts';
import { compileShop } from '#app/domain/campaigns/local/compile-shop.ts';
import type { HostLine } from '#extensions/checkout/src/core/host.ts';
import { product } from '#tests/domain/builders.ts';
import { anUpsell, aProduct, aSnapshot, variant } from '#tests/domain/campaigns/shop.ts';
import vectors from '../../cases/assignment.json' with { type: 'json' };
import { createFakeCheckout, line, type CheckoutSetup } from '../support/fake-checkout.ts';
import { BUILDS, NOW, startPlay, useBundles } from '../support/play.ts';

const now = NOW.getTime() / 1000;

/** What an arm shows names it: each arm offers a product of its own, and the campaign as it is another one. */
const OWN = 'b';
const LETTERS = ['c', 'd', 'e', 'f'];

/** A cart dear enough for any offer. */
const CART: HostLine = {
  ...line(variant('a')),
  merchandise: { id: variant('a'), product: { id: product('a') } },
  cost: { totalAmount: { amount: 100, currencyCode: 'GBP' } },
};

type Case = (typeof vectors.cases)[number];

const allocation = ({ salt, ranges }: Case['setup']['arms']) => ({
  version: 1 as const,
  salt,
  ranges: ranges.map(([name, from, to]) => ({ name: String(name), from: Number(from), to: Number(to) })),
});

const showing = (letter: string) =>
  anUpsell({ id: 'campaign', source: { kind: 'products', productIds: [product(letter)] }, maxOffers: 1 });

/** The arms' products by name. */
function productsOf({ arms }: Case['setup']): ReadonlyMap<string, string> {
  const names = [...new Set(allocation(arms).ranges.map(({ name }) => name))];
  return new Map(names.map((name, at) => [name, LETTERS[at] ?? '']));
}

/** The shop as it is written into the metafields that a checkout reads. */
function metafieldsOf(setup: Case['setup']): NonNullable<CheckoutSetup['metafields']> {
  const letters = productsOf(setup);
  const experiment: CampaignExperiment = {
    id: setup.id,
    campaignId: 'campaign',
    arms: [...letters].map(([name, letter]) => ({
      name,
      isControl: name === 'control',
      variant: { kind: 'upsell', content: showing(letter).content } as CampaignContent,
    })),
    allocation: allocation(setup.arms),
    ...(setup.group && { group: allocation(setup.group) }),
  };
  const shop = {
    ...aSnapshot({
      campaigns: [showing(OWN)],
      experiments: [experiment],
      holdout: setup.holdout ? 0.05 : 0,
      products: ['a', OWN, ...LETTERS].map((letter) => aProduct(letter)),
    }),
    shopDomain: 'shop-1',
  };
  return {
    shop: { ...compileShop(shop, now), name: '-'.repeat(22) },
    [product('a')]: { ...compileProduct(shop, product('a'), now), name: '-'.repeat(22) },
  };
}

/** The product that is to be on screen before the server has answered; null where nothing is. */
function expectedProduct(setup: Case['setup'], { assignment }: Case['units'][number]): string | null {
  if (assignment.kind === 'outside') return product(OWN);
  const isShown = assignment.kind === 'arm' && assignment.arm !== 'control';
  return isShown ? product(productsOf(setup).get(assignment.arm ?? '') ?? '') : null;
}

useBundles();

describe.each(BUILDS)('the %s bundle, as it is deployed', (build) => {
  let asked = 0;
  afterAll(() => expect(asked).toBe(vectors.cases.reduce((sum, { units }) => sum + units.length, 0)));

  it.each(vectors.cases)('keeps the conformance vectors: $title', async ({ setup, units }) => {
    const metafields = metafieldsOf(setup);
    for (const vector of units) {
      const checkout = createFakeCheckout({
        checkoutToken: vector.unit,
        metafields,
        lines: [CART],
        decisions: ['hangs'],
      });
      const play = await startPlay(build, 'purchase.checkout.block.render', checkout);
      await play.wait(1);
      const question = checkout.calls.find(({ to }) => to.endsWith('/decision'))?.with as DecisionRequest;
      const [shown] = question.local;
      expect([vector.unit, shown?.productId ?? null]).toEqual([vector.unit, expectedProduct(setup, vector)]);
      asked += 1;
    }
  });
});
