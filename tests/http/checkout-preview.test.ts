import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import { createCampaignPreviews } from '#app/adapters/prisma/campaigns/campaign-previews.ts';
import type { DecisionAnswer } from '#app/contracts/checkout-decision.ts';
import { campaignDraft } from '#app/contracts/campaign-content.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { askDecision } from '#tests/support/checkout-client.ts';
import {
  GOLD_CUSTOMER,
  MESSAGE_ID,
  SEGMENT_ID,
  seedCheckoutShop,
  UPSELL_ID,
} from '#tests/support/checkout-shop.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import {
  aCheckoutToken,
  aDecisionRequest,
  ENCRYPTION_KEY,
  startTestServer,
} from '#tests/support/running-server.ts';
import type { RunningServer } from '../../server.ts';

const SHOP = 'preview.myshopify.com';
const OTHER = 'other-preview.myshopify.com';
let clone: ClonedDatabase;
let pool: pg.Pool;
let shopId: ShopId;
let server: RunningServer;

beforeAll(async () => {
  clone = await cloneDatabase();
  pool = new pg.Pool({ connectionString: clone.url, max: 2 });
  shopId = await seedCheckoutShop(pool, SHOP, ENCRYPTION_KEY);
  await seedCheckoutShop(pool, OTHER, ENCRYPTION_KEY);
  server = await startTestServer(clone.url);
});
afterAll(async () => {
  await server.close();
  await pool.end();
  await clone.drop();
});

const now = () => Math.floor(Date.now() / 1000);

/** An unsaved message, stored as the editor does. */
const preview = (parts: {
  campaignId?: string;
  audience?: string[];
  shopperId?: typeof GOLD_CUSTOMER;
  expiresAt?: number;
}) =>
  createCampaignPreviews(pool).save(shopId, {
    campaignId: parts.campaignId ?? null,
    shopperId: parts.shopperId ?? null,
    expiresAt: parts.expiresAt ?? now() + 60,
    draft: campaignDraft.parse({
      kind: 'message',
      name: 'Tried',
      status: 'draft',
      priority: 99,
      audience: parts.audience ?? [],
      excluded: [],
      placements: ['checkout.block'],
      content: { title: 'Not saved yet', body: 'Seen by the merchant alone', tone: 'info' },
    }),
  });

const ask = (id: string | undefined, shop = SHOP) =>
  askDecision(server.url, aCheckoutToken({ shop }), aDecisionRequest({ checkoutToken: 'look', preview: id }));
const titles = ({ placements }: DecisionAnswer) =>
  (placements['checkout.block'] ?? []).map((item) => ('title' in item ? item.title : item.kind));
const campaigns = ({ placements }: DecisionAnswer) =>
  (placements['checkout.block'] ?? []).map(({ campaignId }) => campaignId);

describe('a checkout opened from the campaign editor', () => {
  it('shows the unsaved campaign beside the running ones, and leaves no trace', async () => {
    const answer = await ask(await preview({}));
    expect(titles(answer)).toContain('Not saved yet');
    expect(titles(answer).length).toBeGreaterThan(1);
    expect(answer.trackToken).toBe('');
    expect(titles(await ask(undefined))).not.toContain('Not saved yet');
    // The render without a preview is written after this one was; then this one would be there too.
    await expect
      .poll(async () => (await pool.query('SELECT id FROM decision WHERE shop_id = $1', [shopId])).rowCount)
      .toBe(1);
    const { rowCount } = await pool.query('SELECT FROM decision WHERE id = $1', [answer.decisionId]);
    expect(rowCount).toBe(0);
  });

  it('takes the place of the saved campaign that is being changed', async () => {
    const answer = await ask(await preview({ campaignId: MESSAGE_ID }));
    expect(campaigns(answer).filter((id) => id === MESSAGE_ID)).toHaveLength(1);
    expect(titles(answer)).toContain('Not saved yet');
  });

  it('shows a campaign whose saved version has spent its budget', async () => {
    const isShown = async () => campaigns(await ask(undefined)).includes(UPSELL_ID);
    const spend = async (isSpent: boolean) => {
      await pool.query('UPDATE campaign SET is_spent = $2 WHERE id = $1', [UPSELL_ID, isSpent]);
      await publishChange(pool, { shopId, kind: 'config' });
      await expect.poll(isShown).toBe(!isSpent);
    };
    const tried = await preview({ campaignId: UPSELL_ID });
    await spend(true);
    expect(titles(await ask(tried))).toContain('Not saved yet');
    await spend(false);
  });

  it('is decided as the shopper chosen there, and shows nobody their saved address', async () => {
    const audience = [SEGMENT_ID];
    expect(titles(await ask(await preview({ audience })))).not.toContain('Not saved yet');
    const id = await preview({ audience, shopperId: GOLD_CUSTOMER });
    const body = aDecisionRequest({
      placements: ['checkout.block', 'checkout.delivery-address'],
      preview: id,
    });
    const answer = await askDecision(server.url, aCheckoutToken({ shop: SHOP }), body);
    expect(titles(answer)).toContain('Not saved yet');
    expect(answer.placements['checkout.delivery-address']).toEqual([]);
  });

  it('shows the message of an incentive whose discount nobody gives yet', async () => {
    const draft = campaignDraft.parse({
      kind: 'incentive',
      name: 'Tried discount',
      status: 'draft',
      priority: 99,
      audience: [SEGMENT_ID],
      excluded: [],
      placements: ['checkout.block'],
      content: {
        title: 'Ten percent, not given yet',
        body: 'Tried',
        value: { kind: 'percent', percent: 10 },
        appliesTo: { kind: 'order' },
      },
    });
    const save = (shopperId: typeof GOLD_CUSTOMER | null) =>
      createCampaignPreviews(pool).save(shopId, {
        campaignId: null,
        shopperId,
        expiresAt: now() + 60,
        draft,
      });
    expect(titles(await ask(await save(GOLD_CUSTOMER)))).toContain('Ten percent, not given yet');
    expect(titles(await ask(await save(null)))).not.toContain('Ten percent, not given yet');
  });

  it('is a checkout like any other once the preview expired, in another shop, and with an id that is none', async () => {
    const expired = await ask(await preview({ expiresAt: now() - 1 }));
    expect(titles(expired)).not.toContain('Not saved yet');
    expect(expired.trackToken).not.toBe('');
    expect(titles(await ask(await preview({}), OTHER))).not.toContain('Not saved yet');
    expect((await ask('not an id')).trackToken).not.toBe('');
  });
});
