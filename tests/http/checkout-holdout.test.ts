import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import { placeOf } from '#app/domain/experiments/assignment/allocation.ts';
import { holdoutOf } from '#app/domain/campaigns/holdout.ts';
import { post } from '#tests/support/checkout-client.ts';
import { seedCheckoutShop } from '#tests/support/checkout-shop.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import {
  aCheckoutToken,
  aDecisionRequest,
  ENCRYPTION_KEY,
  startTestServer,
} from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';

const SHOP = 'one.myshopify.com';
const CHECKOUTS = Array.from({ length: 40 }, (_, at) => `checkout-${at}`);
let database: ClonedDatabase;
let pool: pg.Pool;
let server: RunningServer;

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const shopId = await seedCheckoutShop(pool, SHOP, ENCRYPTION_KEY);
  await pool.query(`UPDATE shop SET settings = settings || '{"holdout": 0.2}' WHERE id = $1`, [shopId]);
  server = await startTestServer(database.url);
});
afterAll(async () => {
  await server.close();
  await pool.end();
  await database.drop();
});

const decided = async (checkoutToken: string): Promise<DecisionAnswer> => {
  const body = aDecisionRequest({ checkoutToken });
  const token = aCheckoutToken({ shop: SHOP });
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
  const inLedger = await vi.waitFor(async () => {
    const { rows } = await pool.query<{ checkout_token: string; held_out: boolean | null }>(
      `SELECT checkout_token, (basis->>'heldOut')::boolean AS held_out FROM decision`,
    );
    expect(rows).toHaveLength(CHECKOUTS.length);
    return rows.filter(({ held_out }) => held_out).map(({ checkout_token }) => checkout_token);
  });
  expect(inLedger.sort()).toEqual(CHECKOUTS.filter(isHeldOut).sort());
  expect(inLedger.length).toBeGreaterThan(0);
});
