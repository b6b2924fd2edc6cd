import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import { post } from '#tests/support/checkout-client.ts';
import { UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { insertRows } from '#tests/support/rows.ts';
import { aCheckoutToken, aDecisionRequest, startTestServer } from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';
import vectors from '../cases/assignment.json' with { type: 'json' };

const SHOP = 'one.myshopify.com';
const [even] = vectors.cases;
const CUSTOMERS = even!.units.filter(({ unit }) => unit.startsWith('gid://')).slice(0, 12);
let opened: OpenCheckoutShop;
let server: RunningServer;

beforeAll(async () => {
  opened = await openCheckoutShop(SHOP);
  const ranges = even!.setup.arms.ranges.map(([name, from, to]) => ({ name, from, to }));
  await insertRows(opened.pool, 'experiment', [
    {
      shop_id: opened.shopId,
      id: even!.setup.arms.salt,
      campaign_id: UPSELL_ID,
      arms: [
        { name: 'control', isControl: true, variant: null },
        { name: 'new', isControl: false, variant: null },
      ],
      allocations: [{ at: 0, ranges }],
      metric: 'profit',
      status: 'running',
      started_at: new Date(0),
    },
  ]);
  server = await startTestServer(opened.databaseUrl);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

it('places the customers of the conformance vectors, shows control no offer, and writes the arm into the ledger', async () => {
  for (const { unit, assignment } of CUSTOMERS) {
    const token = aCheckoutToken({ shop: SHOP, customer: unit });
    const body = aDecisionRequest({ checkoutToken: `checkout of ${unit}` });
    const answer = await post(`${server.url}/api/checkout/decision`, { token, body });
    const { placements } = (await answer.json()) as DecisionAnswer;
    const offers = (placements['checkout.block'] ?? []).filter(({ campaignId }) => campaignId === UPSELL_ID);
    expect(offers.length === 0).toBe(assignment.arm === 'control');
  }
  await vi.waitFor(async () => {
    const { rows } = await opened.pool.query<{ unit: string; arm: string; shown: string | null }>(
      `SELECT basis ->> 'unit' AS unit, basis -> 'arms' ->> 'e1' AS arm, items -> 0 ->> 'arm' AS shown FROM decision`,
    );
    expect(Object.fromEntries(rows.map(({ unit, arm }) => [unit, arm]))).toEqual(
      Object.fromEntries(CUSTOMERS.map(({ unit, assignment }) => [unit, assignment.arm])),
    );
    for (const { arm, shown } of rows) expect(shown).toBe(arm === 'control' ? null : arm);
  });
});
