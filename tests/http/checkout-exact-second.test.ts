import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { askDecision } from '#tests/support/checkout-client.ts';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { insertRows } from '#tests/support/rows.ts';
import { aCheckoutToken, startTestServer } from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';
import { writtenDecision } from '#tests/support/written-decision.ts';

const SHOP = 'one.myshopify.com';
const CUSTOMER = gid('Customer', 77);
const SEGMENT = '00000000-0000-4000-8000-0000000000aa';
const DAYS_60 = 60 * 86_400;

let opened: OpenCheckoutShop;
let server: RunningServer;
/** When the customer's purchase is 60 days old. */
let edge: number;

beforeAll(async () => {
  opened = await openCheckoutShop(SHOP);
  await opened.pool.query(
    `INSERT INTO segment (shop_id, id, name, rule, updated_at)
     VALUES ($1, $2, 'Buyers', 'purchases.count within 60 days >= 1', now())`,
    [opened.shopId, SEGMENT],
  );
  server = await startTestServer(opened.databaseUrl);
  edge = Math.floor(Date.now() / 1000) + 4;
  const purchase = { orderId: gid('Order', 1), at: edge - DAYS_60, netMinor: 1, grossMinor: 1, lines: [] };
  await insertRows(opened.pool, 'profile', [
    {
      shop_id: opened.shopId,
      ...profileColumns({ ...emptyProfile(CUSTOMER), purchases: [purchase] }),
      attribute_log: {},
      segment_ids: [SEGMENT],
      next_change_at: new Date(edge * 1000),
      config_version: 1,
      updated_at: new Date(),
    },
  ]);
});
afterAll(async () => {
  await server.close();
  await opened.close();
});

async function decide(): Promise<{ readonly answer: DecisionAnswer; readonly segmentIds: string[] }> {
  const token = aCheckoutToken({ shop: SHOP, customer: CUSTOMER });
  const answer = await askDecision(server.url, token);
  const { basis } = await writtenDecision(opened.pool, answer.decisionId);
  return { answer, segmentIds: basis.segmentIds };
}

describe('a checkout while no worker moves anybody', () => {
  it(
    'takes a shopper for a member until the second that the answer names, and not from then on',
    { timeout: 30_000 },
    async () => {
      const before = await decide();
      expect(before.segmentIds).toEqual([SEGMENT]);
      expect(before.answer.validUntil).toBe(new Date(edge * 1000).toISOString());
      await sleep(Math.max(0, edge * 1000 - Date.now()) + 20);
      expect((await decide()).segmentIds).toEqual([]);
      const { rows } = await opened.pool.query('SELECT segment_ids FROM profile WHERE shopper_id = $1', [
        CUSTOMER,
      ]);
      expect(rows).toEqual([{ segment_ids: [SEGMENT] }]);
    },
  );
});
