import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionAnswer, DecisionRequestInput } from '#app/contracts/checkout-decision.ts';
import { holdoutOf } from '#app/domain/campaigns/holdout-sides.ts';
import { placeOf } from '#app/domain/experiments/assignment/allocation.ts';
import { askDecision, post } from '#tests/support/checkout-client.ts';
import { GOLD_CUSTOMER, MESSAGE_ID, seedCheckoutShop, UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { aProxiedQuery } from '#tests/support/proxied.ts';
import { insertRows } from '#tests/support/rows.ts';
import {
  aCheckoutToken,
  aDecisionRequest,
  ENCRYPTION_KEY,
  startTestServer,
} from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';
import { eventually } from '#tests/support/eventually.ts';
import { writtenDecision } from '#tests/support/written-decision.ts';

const SHOP = 'baskets.myshopify.com';
const OTHER = 'two.myshopify.com';
const CARTS = Array.from({ length: 60 }, (_, at) => `cart-${at}`);
const isHeldOut = (unit: string) => placeOf(holdoutOf(SHOP, 0.2), unit) !== null;
let opened: OpenCheckoutShop;
let server: RunningServer;

beforeAll(async () => {
  opened = await openCheckoutShop(SHOP);
  await seedCheckoutShop(opened.pool, OTHER, ENCRYPTION_KEY);
  await opened.pool.query(
    `UPDATE campaign SET placements = placements || '{cart}' WHERE kind IN ('upsell', 'message')`,
  );
  await opened.pool.query(`UPDATE shop SET settings = settings || '{"holdout": 0.2}' WHERE id = $1`, [
    opened.shopId,
  ]);
  server = await startTestServer(opened.databaseUrl);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

const [cart = '', heldOutCart = ''] = [false, true].map((side) =>
  CARTS.find((each) => isHeldOut(each) === side),
);
const ask = (body: Partial<DecisionRequestInput>, query = aProxiedQuery({ shop: SHOP }), what = 'decision') =>
  post(`${server.url}/proxy/api/checkout/${what}?${query}`, {
    body: JSON.stringify({
      ...aDecisionRequest({ placements: ['cart'], checkoutToken: cart, ...body }),
      token: undefined,
    }),
    headers: { 'Content-Type': 'text/plain' },
  });
const answered = async (...asked: Parameters<typeof ask>) =>
  (await (await ask(...asked)).json()) as DecisionAnswer;

describe('POST /proxy/api/checkout/decision', () => {
  it('answers the cart page with an offer and its price, and keeps the answer out of caches and of other origins', async () => {
    const response = await ask({});
    const { placements } = (await response.json()) as DecisionAnswer;
    expect(placements.cart).toMatchObject([
      { kind: 'offer', campaignId: UPSELL_ID, price: { amount: '5.00', currencyCode: 'GBP' } },
    ]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('knows the customer by the signed query alone, whatever body and headers say', async () => {
    const gold = aProxiedQuery({ shop: SHOP, customer: GOLD_CUSTOMER.split('/').at(-1) ?? '' });
    const campaigns = async (query: URLSearchParams, body = {}) =>
      (await answered({ checkoutToken: `${cart}-gold`, ...body }, query)).placements.cart?.map(
        ({ campaignId }) => campaignId,
      );
    expect(isHeldOut(GOLD_CUSTOMER)).toBe(false);
    expect(await campaigns(gold)).toContain(MESSAGE_ID);
    const claims = {
      token: aCheckoutToken({ shop: SHOP, customer: GOLD_CUSTOMER }),
      customerId: GOLD_CUSTOMER,
    };
    expect(await campaigns(aProxiedQuery({ shop: SHOP }), claims)).not.toContain(MESSAGE_ID);
  });

  it('refuses a request without Shopify’s signature, and an old one', async () => {
    const old = aProxiedQuery({ shop: SHOP, at: Date.now() / 1000 - 120 });
    const unsigned = new URLSearchParams({ shop: SHOP, logged_in_customer_id: '42' });
    const codes = [old, unsigned].map(async (query) => {
      const response = await ask({}, query);
      return [response.status, (await response.json()).error.code];
    });
    expect(await Promise.all(codes)).toEqual([
      [401, 'proxy-time'],
      [401, 'proxy-signature'],
    ]);
    expect((await ask({}, aProxiedQuery({ shop: 'three.myshopify.com' }))).status).toBe(403);
  });

  it('answers for the cart page alone, and nothing else answers for it', async () => {
    const foreign = await ask({ placements: ['checkout.block'] });
    expect([foreign.status, (await foreign.json()).error.problems]).toEqual([
      400,
      [{ path: 'placements', expected: 'only cart', found: 'checkout.block' }],
    ]);
    const token = aCheckoutToken({ shop: SHOP });
    const body = aDecisionRequest({ placements: ['cart'] });
    expect((await post(`${server.url}/api/checkout/decision`, { token, body })).status).toBe(400);
  });

  it('records the exposure for this shop’s decision, and for no other shop’s', async () => {
    const { trackToken, decisionId, placements } = await answered({});
    const told = { v: 1, trackToken, events: [{ kind: 'exposure', itemKey: placements.cart?.[0]?.key }] };
    const tell = (shop: string) => ask(told as never, aProxiedQuery({ shop }), 'events');
    expect((await tell(OTHER)).status).toBe(403);
    expect((await tell(SHOP)).status).toBe(202);
    const { rows } = await opened.pool.query('SELECT shop_id, kind FROM item_event WHERE decision_id = $1', [
      decisionId,
    ]);
    expect(rows).toEqual([{ shop_id: opened.shopId, kind: 'exposure' }]);
  });

  it('shows a held-out cart nothing, and the ledger says which page asked', async () => {
    const { placements, decisionId } = await answered({ checkoutToken: heldOutCart });
    expect(placements).toEqual({ cart: [] });
    expect(await writtenDecision(opened.pool, decisionId)).toMatchObject({
      channel: 'cart',
      checkout_token: heldOutCart,
      basis: { unit: heldOutCart, heldOut: true },
    });
  });

  it('keeps a guest in checkout on the side their cart was on', async () => {
    const checkout = CARTS.map((each) => `checkout-of-${each}`).find((token) => !isHeldOut(token)) ?? '';
    await answered({ checkoutToken: heldOutCart });
    await insertRows(opened.pool, 'open_cart', [
      {
        shop_id: opened.shopId,
        kind: 'checkout',
        token: checkout,
        cart_token: heldOutCart,
        updated_at: new Date(),
        started_at: new Date(),
        lines: [],
      },
    ]);
    await eventually(async () => {
      const body = aDecisionRequest({ checkoutToken: checkout });
      const answer = await askDecision(server.url, aCheckoutToken({ shop: SHOP }), body);
      expect(answer.placements['checkout.block']).toEqual([]);
    });
  });
});
