import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { readDrawnOffers } from '#app/adapters/training/read-drawn-offers.ts';
import { trainFromOrders } from '#app/adapters/training/train-from-orders.ts';
import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { post } from '#tests/support/checkout-client.ts';
import { UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { insertRows } from '#tests/support/rows.ts';
import { aCheckoutToken, aDecisionRequest, startTestServer } from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';
import { eventually } from '#tests/support/eventually.ts';

const SHOP = 'one.myshopify.com';
const CHECKOUTS = 40;
let opened: OpenCheckoutShop;
let server: RunningServer;

beforeAll(async () => {
  opened = await openCheckoutShop(SHOP);
  await opened.pool.query(`UPDATE shop SET settings = '{"exploration": 0.5}' WHERE id = $1`, [opened.shopId]);
  await opened.pool.query(`UPDATE campaign SET content = $3 WHERE shop_id = $1 AND id = $2`, [
    opened.shopId,
    UPSELL_ID,
    { headline: 'You may like', source: { kind: 'recommended' }, maxOffers: 2 },
  ]);
  await placeOrders(60);
  await trainFromOrders(opened.databaseUrl, opened.shopId, true);
  server = await startTestServer(opened.databaseUrl);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

/** Orders of product 2 with one other each. */
async function placeOrders(count: number): Promise<void> {
  const line = (number: number, quantity: number) => ({
    id: `line-${number}`,
    productId: gid('Product', number),
    quantity,
    currentQuantity: quantity,
    unitPriceMinor: 100,
  });
  await insertRows(
    opened.pool,
    'orders',
    Array.from({ length: count }, (_, at) => ({
      shop_id: opened.shopId,
      id: gid('Order', 1_000 + at),
      processed_at: new Date(Date.now() - (count - at) * 3_600_000),
      updated_at: new Date(),
      currency: 'GBP',
      subtotal_minor: 200,
      total_minor: 200,
      lines: [line(2, 1), line([1, 3, 4, 5, 6][at % 5] ?? 1, 1)],
    })),
  );
}

async function decided(checkoutToken: string): Promise<DecisionAnswer> {
  const token = aCheckoutToken({ shop: SHOP });
  // Ten of product 2: nothing that is offered costs more than the cart.
  const lines = [{ variantId: gid('ProductVariant', 20), quantity: 10 }];
  const body = aDecisionRequest({ checkoutToken, lines });
  const answer = (await (
    await post(`${server.url}/api/checkout/decision`, { token, body })
  ).json()) as DecisionAnswer;
  const events = (answer.placements['checkout.block'] ?? []).map(({ key }) => ({
    kind: 'exposure',
    itemKey: key,
  }));
  await post(`${server.url}/api/checkout/events`, {
    token,
    body: { v: 1, trackToken: answer.trackToken, events },
  });
  return answer;
}

it('draws a last offer in the share of checkouts that the shop set, and keeps what a judgement needs', async () => {
  const shown = new Map<string, string | undefined>();
  for (let at = 0; at < CHECKOUTS; at++) {
    const items = (await decided(`checkout-${at}`)).placements['checkout.block'] ?? [];
    expect(items).toHaveLength(2);
    shown.set(`checkout-${at}`, items[1]?.kind === 'offer' ? items[1].productId : undefined);
  }
  const drawn = await eventually(async () => {
    const { rows } = await opened.pool.query<{ written: number }>(
      'SELECT count(*)::int AS written FROM decision WHERE shop_id = $1',
      [opened.shopId],
    );
    expect(rows[0]?.written).toBe(CHECKOUTS);
    return readDrawnOffers(opened.pool, opened.shopId);
  });
  expect(drawn.length).toBeGreaterThan(CHECKOUTS / 4);
  expect(drawn.length).toBeLessThan((CHECKOUTS * 3) / 4);
  for (const choice of drawn) {
    expect(choice).toMatchObject({ cart: [gid('Product', 2)], country: 'GB', accepted: false });
    expect(choice.alternatives.map(({ sku }) => sku)).toContain(choice.drawn);
    expect(choice.alternatives.reduce((sum, { propensity }) => sum + propensity, 0)).toBeCloseTo(1, 9);
    expect([...shown.values()]).toContain(choice.drawn);
  }
  expect(new Set(drawn.map((choice) => choice.drawn)).size).toBeGreaterThan(1);
});
