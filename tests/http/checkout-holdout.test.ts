import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import { placeOf } from '#app/domain/experiments/assignment/allocation.ts';
import { holdoutOf } from '#app/domain/campaigns/holdout-sides.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { post } from '#tests/support/checkout-client.ts';
import { aCheckoutToken, aDecisionRequest, startTestServer } from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';
import { eventually } from '#tests/support/eventually.ts';

const SHOP = 'one.myshopify.com';
const CHECKOUTS = Array.from({ length: 40 }, (_, at) => `checkout-${at}`);
let opened: OpenCheckoutShop;
let server: RunningServer;

beforeAll(async () => {
  opened = await openCheckoutShop(SHOP);
  await opened.pool.query(`UPDATE shop SET settings = settings || '{"holdout": 0.2}' WHERE id = $1`, [
    opened.shopId,
  ]);
  server = await startTestServer(opened.databaseUrl);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

const decided = async (checkoutToken: string, customer?: string): Promise<DecisionAnswer> => {
  const body = aDecisionRequest({ checkoutToken });
  const token = aCheckoutToken({ shop: SHOP, ...(customer !== undefined && { customer }) });
  return (await (
    await post(`${server.url}/api/checkout/decision`, { token, body })
  ).json()) as DecisionAnswer;
};

it('answers nothing, without a fallback, to guests whom the holdout has, and the ledger says who they were', async () => {
  const isHeldOut = (checkout: string) => placeOf(holdoutOf(SHOP, 0.2), checkout) !== null;
  for (const checkout of CHECKOUTS) {
    const { fallback, placements } = await decided(checkout);
    expect(fallback ?? false).toBe(false);
    expect(placements['checkout.block']?.length === 0).toBe(isHeldOut(checkout));
  }
  const inLedger = await eventually(async () => {
    const { rows } = await opened.pool.query<{ checkout_token: string; held_out: boolean | null }>(
      `SELECT checkout_token, (basis->>'heldOut')::boolean AS held_out FROM decision`,
    );
    expect(rows).toHaveLength(CHECKOUTS.length);
    return rows.filter(({ held_out }) => held_out).map(({ checkout_token }) => checkout_token);
  });
  expect(inLedger.sort()).toEqual(CHECKOUTS.filter(isHeldOut).sort());
  expect(inLedger.length).toBeGreaterThan(0);
});

it('keeps a guest on their side of the holdout when they sign in during the checkout', async () => {
  const isHeldOut = (unit: string) => placeOf(holdoutOf(SHOP, 0.2), unit) !== null;
  const customer = gid(
    'Customer',
    Array.from({ length: 99 }, (_, n) => n + 100).find((n) => isHeldOut(gid('Customer', n)))!,
  );
  const guest = CHECKOUTS.find((checkout) => !isHeldOut(checkout))!;
  expect((await decided('first-asked-as-customer', customer)).placements['checkout.block']).toEqual([]);
  expect((await decided(guest, customer)).placements['checkout.block']).not.toEqual([]);
});
