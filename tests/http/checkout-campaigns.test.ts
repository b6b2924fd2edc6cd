import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '#app/adapters/postgres/database.ts';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import type { StoredCampaign } from '#app/ports/campaign-store.ts';
import { NO_LIMITS, type Limits } from '#app/domain/campaigns/limits.ts';
import { ALWAYS, type Schedule } from '#app/domain/campaigns/schedule.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { draftOf } from '#app/use-cases/campaigns/change-campaign.ts';
import { askDecision, post } from '#tests/support/checkout-client.ts';
import { GOLD_CUSTOMER, MESSAGE_ID, seedCheckoutShop, UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import {
  aCheckoutToken,
  aDecisionRequest,
  ENCRYPTION_KEY,
  startTestServer,
} from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';
import { eventually } from '#tests/support/eventually.ts';
import { writtenDecision } from '#tests/support/written-decision.ts';

const SHOP = 'campaigns.myshopify.com';
let clone: ClonedDatabase;
let database: Database;
let shopId: ShopId;
let server: RunningServer;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url);
  shopId = await seedCheckoutShop(database.pool, SHOP, ENCRYPTION_KEY);
  server = await startTestServer(clone.url);
});
afterAll(async () => {
  await server.close();
  await database.close();
  await clone.drop();
});
beforeEach(async () => {
  await database.pool.query('DELETE FROM item_event WHERE shop_id = $1', [shopId]);
});

const gold = () => aCheckoutToken({ shop: SHOP, customer: GOLD_CUSTOMER });
const guest = () => aCheckoutToken({ shop: SHOP });

/** Changes a campaign as the admin does; running processes are told. */
async function change(
  id: string,
  parts: { limits?: Partial<Limits>; schedule?: Schedule; content?: object },
): Promise<void> {
  const store = createCampaignStore(database);
  const campaign = await store.find(shopId, id);
  if (!campaign) throw new Error('Expected a seeded campaign.');
  const { limits, schedule = ALWAYS, content } = parts;
  const changed = {
    ...campaign,
    limits: { ...NO_LIMITS, ...limits },
    schedule,
    content: { ...campaign.content, ...content },
  } as StoredCampaign;
  await store.update(shopId, id, campaign.version, draftOf(changed));
}

const ask = (token: string, checkoutToken: string, parts: object = {}) =>
  askDecision(server.url, token, aDecisionRequest({ checkoutToken, ...parts }));
const campaignsOf = ({ placements }: DecisionAnswer) =>
  (placements['checkout.block'] ?? []).map(({ campaignId }) => campaignId);

/** What happened to the first item of a campaign in an answer, as the extension reports it. */
async function report(
  token: string,
  answer: DecisionAnswer,
  campaignId: string,
  kind: string,
): Promise<void> {
  const item = answer.placements['checkout.block']?.find((each) => each.campaignId === campaignId);
  const events = [{ kind, itemKey: item?.key }];
  const body = { v: 1, trackToken: answer.trackToken, events };
  await writtenDecision(database.pool, answer.decisionId);
  const response = await post(`${server.url}/api/checkout/events`, { token, body });
  expect(await response.json()).toEqual({ recorded: 1, unknown: 0 });
}

describe('a campaign in checkout', () => {
  it('rests after its last allowed checkout, in later checkouts of the customer alone', async () => {
    await change(MESSAGE_ID, { limits: { shown: { times: 1, days: 30 } } });
    const first = await ask(gold(), 'one');
    expect(campaignsOf(first)).toContain(MESSAGE_ID);
    await report(gold(), first, MESSAGE_ID, 'exposure');
    await eventually(async () => {
      expect(campaignsOf(await ask(gold(), 'two'))).not.toContain(MESSAGE_ID);
    });
    expect(campaignsOf(await ask(gold(), 'one'))).toContain(MESSAGE_ID);
  });

  it('stays away once dismissed', async () => {
    await change(MESSAGE_ID, { limits: { dismissedDays: 30 } });
    await eventually(async () => expect(campaignsOf(await ask(gold(), 'three'))).toContain(MESSAGE_ID));
    const answer = await ask(gold(), 'three');
    await report(gold(), answer, MESSAGE_ID, 'dismissal');
    expect(campaignsOf(await ask(gold(), 'four'))).not.toContain(MESSAGE_ID);
  });

  it('shows no more once its budget is spent, and again when one is undone', async () => {
    await change(UPSELL_ID, { limits: { acceptances: 1 } });
    const answer = await ask(guest(), 'five');
    await report(guest(), answer, UPSELL_ID, 'acceptance');
    await eventually(async () => expect(campaignsOf(await ask(guest(), 'six'))).toEqual([]));
    await report(guest(), answer, UPSELL_ID, 'undo');
    await eventually(async () => expect(campaignsOf(await ask(guest(), 'six'))).toEqual([UPSELL_ID]));
  });

  it('gives way within its group', async () => {
    await change(UPSELL_ID, { limits: { group: 'one of us' } });
    await change(MESSAGE_ID, { limits: { group: 'one of us' } });
    await eventually(async () => expect(campaignsOf(await ask(gold(), 'seven'))).toEqual([UPSELL_ID]));
  });

  it('starts at its second without anybody saving anything, and says until when an answer holds', async () => {
    const from = Math.floor(Date.now() / 1000) + 3;
    await change(UPSELL_ID, { schedule: { from, until: null } });
    await eventually(async () => {
      const before = await ask(guest(), 'eight');
      expect(campaignsOf(before)).toEqual([]);
      expect(before.validUntil).toBe(new Date(from * 1000).toISOString());
    });
    await eventually(async () => expect(campaignsOf(await ask(guest(), 'eight'))).toEqual([UPSELL_ID]));
    expect(Date.now()).toBeGreaterThanOrEqual(from * 1000);
  });

  it("says what the cart lacks in the checkout's language", async () => {
    await change(MESSAGE_ID, {
      content: {
        body: '{{missing}} to free shipping.',
        thresholds: [{ amountMinor: 5_000, currency: 'GBP' }],
        translations: { de: { title: 'Fast', body: 'Noch {{missing}} bis zum freien Versand.' } },
      },
    });
    const cost = { amount: '42.50', currencyCode: 'GBP' };
    const lines = [{ variantId: 'gid://shopify/ProductVariant/20', quantity: 1, cost }];
    const bodyIn = async (language: string) => {
      const { placements } = await ask(gold(), 'nine', { lines, language });
      const item = placements['checkout.block']?.find(({ kind }) => kind === 'message');
      return item?.kind === 'message' ? item.body : null;
    };
    await eventually(async () => expect(await bodyIn('en-GB')).toBe('£7.50 to free shipping.'));
    expect(await bodyIn('de-DE')).toBe('Noch 7,50\u00a0£ bis zum freien Versand.');
  });
});
