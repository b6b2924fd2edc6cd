import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createPixelStore } from '#app/adapters/prisma/shops/pixel-store.ts';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import { campaignDraft } from '#app/contracts/campaign-content.ts';
import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import { askDecision } from '#tests/support/checkout-client.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { insertRows } from '#tests/support/rows.ts';
import { aCheckoutToken, aDecisionRequest, startTestServer } from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';
import { eventually } from '#tests/support/eventually.ts';

const SHOP = 'browsing.myshopify.com';
const ALL = { preferences: true, analytics: true, marketing: true };
const NOW = Math.floor(Date.now() / 1000);

let opened: OpenCheckoutShop;
let server: RunningServer;
let campaignId: string;

/** A shop with its pixel on, a message for who looked at two products for half a minute, and a browser that did. */
beforeAll(async () => {
  opened = await openCheckoutShop(SHOP);
  const { pool, shopId } = opened;
  const rule = 'views.distinct_products within 1 days >= 2 AND views.time within 1 days >= 30 seconds';
  const segment = await createSegmentStore({ pool }).create(shopId, { name: 'Looks', description: '', rule });
  const campaign = await createCampaignStore({ pool }).create(
    shopId,
    campaignDraft.parse({
      kind: 'message',
      name: 'For who looks',
      status: 'running',
      priority: 90,
      audience: segment.ok ? [segment.value.id] : [],
      excluded: [],
      placements: ['checkout.block', 'thank-you.block'],
      content: { title: 'Still choosing?', body: 'Take your time.', tone: 'info' },
    }),
  );
  campaignId = campaign.ok ? campaign.value.id : '';
  await createPixelStore(pool).switchOn(shopId, 'gid://shopify/WebPixel/1', NOW);
  await insertRows(pool, 'visitor', [{ shop_id: shopId, id: 'browser', seen_at: new Date() }]);
  await insertRows(pool, 'visitor_token', [
    { shop_id: shopId, token: 'c1', visitor_id: 'browser', at: new Date() },
  ]);
  const view = { shop_id: shopId, visitor_id: 'browser', kind: 'view', at: new Date(NOW * 1000 - 60_000) };
  await insertRows(
    pool,
    'shopper_activity',
    [3, 4].map((n) => ({
      ...view,
      key: `pixel:${n}`,
      product_id: `gid://shopify/Product/${n}`,
      lasted_seconds: 5 * n,
    })),
  );
  server = await startTestServer(opened.databaseUrl);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

const ask = (parts: object = {}) =>
  askDecision(
    server.url,
    aCheckoutToken({ shop: SHOP }),
    aDecisionRequest({ checkoutToken: 'c1', ...parts }),
  );
const isShown = ({ placements }: DecisionAnswer) =>
  (placements['checkout.block'] ?? []).some((item) => item.campaignId === campaignId);

describe('a guest', () => {
  it('is in segments by what was looked at in the browser of the checkout', async () => {
    expect(isShown(await ask())).toBe(true);
    expect(isShown(await ask({ checkoutToken: 'c2' }))).toBe(false);
  });

  it('is not, where analytics or preferences are refused', async () => {
    expect(isShown(await ask({ consent: { ...ALL, analytics: false } }))).toBe(false);
    expect(isShown(await ask({ consent: { ...ALL, preferences: false } }))).toBe(false);
    expect(isShown(await ask({ consent: { ...ALL, marketing: false } }))).toBe(true);
  });

  it('is not looked up where the web pixel is switched off, and is again once it is on', async () => {
    const pixels = createPixelStore(opened.pool);
    await pixels.switchOff(opened.shopId);
    await eventually(async () => expect(isShown(await ask())).toBe(false));
    await pixels.switchOn(opened.shopId, 'gid://shopify/WebPixel/1', NOW);
    await eventually(async () => expect(isShown(await ask())).toBe(true));
  });

  it('is asked again within half a second, two and five, and no more, where the pixel has not told of the checkout', async () => {
    const pauses = [];
    for (let question = 1; question <= 5; question += 1)
      pauses.push((await ask({ checkoutToken: 'never-told' })).askAgainMs);
    expect(pauses).toEqual([500, 1_500, 3_000, undefined, undefined]);
  });

  it('is asked again no more once the pixel has told of the checkout', async () => {
    const { pool, shopId } = opened;
    expect((await ask({ checkoutToken: 'at-once' })).askAgainMs).toBe(500);
    const told = { shop_id: shopId, token: 'at-once', visitor_id: 'browser', at: new Date() };
    await insertRows(pool, 'visitor_token', [told]);
    const known = await ask({ checkoutToken: 'at-once' });
    expect([isShown(known), known.askAgainMs]).toEqual([true, undefined]);
  });

  it('is not asked again where nothing looked at may be used', async () => {
    const refused = { ...ALL, analytics: false };
    expect((await ask({ checkoutToken: 'refused', consent: refused })).askAgainMs).toBeUndefined();
  });

  it('is not asked again for saved details, which only customers are shown, nor once the order is placed', async () => {
    for (const placement of ['checkout.delivery-address', 'thank-you.block'])
      expect((await ask({ checkoutToken: 'pays', placements: [placement] })).askAgainMs).toBeUndefined();
    expect((await ask({ checkoutToken: 'pays' })).askAgainMs).toBe(500);
  });
});
