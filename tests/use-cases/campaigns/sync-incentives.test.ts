import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createIncentiveStore } from '#app/adapters/prisma/campaigns/incentive-store.ts';
import { createInstallationStore } from '#app/adapters/prisma/shops/installation-store.ts';
import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import { createAdminClient } from '#app/adapters/shopify/admin-client.ts';
import { createIncentiveDiscounts } from '#app/adapters/shopify/incentive-discounts.ts';
import { campaignDraft } from '#app/contracts/campaign-content.ts';
import { gid, type CustomerId } from '#app/domain/kernel/ids.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import type { IncentiveDiscounts } from '#app/ports/incentive-discounts.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import { createSyncIncentives } from '#app/use-cases/campaigns/sync-incentives.ts';
import { bundleFunction } from '#extensions/build-function.ts';
import { runFunction } from '#sandbox/functions/run-function.ts';
import { SEGMENT_ID } from '#tests/support/checkout-shop.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { insertRows } from '#tests/support/rows.ts';
import { setStage, type Stage } from '#tests/sandbox/support.ts';

const SHOP = 'attune-demo.myshopify.com';
const NOW = Date.parse('2026-11-28T12:00:00Z');
const SCOPES = ['write_customers', 'write_discounts'];
const silent = { debug() {}, info() {}, warn() {}, error() {} };

let stage: Stage;
let shop: OpenCheckoutShop;
let customers: readonly CustomerId[];
let nowMs = NOW;

/** A shop whose customers are those of the sandbox, thirty of them Gold: more than one batch. */
beforeAll(async () => {
  stage = await setStage({ orderLimit: 400 });
  process.env['SANDBOX_TLS_PORT'] = String(stage.sandbox.tlsPort);
  process.env['SANDBOX_DIR'] = stage.settings.dir;
  await import('#sandbox/preload.ts');
  await stage.control('scopes', { add: SCOPES });
  shop = await openCheckoutShop(SHOP);
  await shop.pool.query('DELETE FROM profile');
  await shop.pool.query(`UPDATE shop SET settings = settings || '{"holdout": 0}'`);
  const shown = stage.sandbox.world().shop.customers.filter(({ heldBack }) => !heldBack);
  customers = shown.slice(0, 30).map(({ id }) => gid('Customer', id));
  await insertRows(shop.pool, 'profile', customers.map(profileRow));
}, 60_000);
afterAll(async () => {
  await shop.close();
  await stage.close();
});

const profileRow = (id: CustomerId) => ({
  shop_id: shop.shopId,
  ...profileColumns(emptyProfile(id)),
  attribute_log: {},
  segment_ids: [SEGMENT_ID],
  config_version: 1,
  updated_at: new Date(NOW),
});

const store = () => createIncentiveStore(shop.pool);
const campaigns = () => createCampaignStore({ pool: shop.pool });
const discounts = () => stage.sandbox.world().adminContext.discounts.list();
const fieldOf = (owner: string, key: string): unknown => {
  const field = stage.sandbox
    .world()
    .adminContext.metafields.list(owner)
    .find((each) => each.key === key);
  return field && JSON.parse(field.value);
};
/** The next call of this name is carried out, and Shopify's answer never comes. */
let lostAnswer: 'make' | 'configure' | null = null;
/** What was asked of Shopify in the last round, call by call. */
let asked: string[] = [];
const told = (): IncentiveDiscounts => {
  const real = createIncentiveDiscounts(
    createAdminClient({
      loadOfflineSession: async () => ({ accessToken: String(stage.app.token['access_token']) }),
    }),
  );
  const noted =
    <Given extends unknown[], Answer>(name: string, ask: (...given: Given) => Promise<Answer>) =>
    async (...given: Given) => {
      asked.push(name);
      const answer = await ask(...given);
      if (lostAnswer !== name) return answer;
      lostAnswer = null;
      throw new ShopifyRejected('Shopify could not be reached.', { retryable: true });
    };
  return {
    writeSegments: noted('writeSegments', real.writeSegments),
    make: noted('make', real.make),
    configure: noted('configure', real.configure),
    remove: noted('remove', real.remove),
  };
};
const sync = () => {
  asked = [];
  return createSyncIncentives({
    store: store(),
    discounts: told(),
    campaigns: campaigns(),
    segments: createSegmentStore({ pool: shop.pool }),
    clock: { now: () => Math.floor(nowMs / 1000), nowMs: () => nowMs },
    log: silent,
  })();
};
const draftOf = (status: 'running' | 'paused') =>
  campaignDraft.parse({
    kind: 'incentive',
    name: 'Gold discount',
    status,
    priority: 50,
    audience: [SEGMENT_ID],
    excluded: [],
    placements: ['checkout.block'],
    content: {
      title: 'Gold: 10 % off',
      body: 'Thank you.',
      value: { kind: 'percent', percent: 10 },
      appliesTo: { kind: 'order' },
    },
  });

describe('an incentive that runs', () => {
  it('waits until the merchant allows it, and says what is missing', async () => {
    const created = await campaigns().create(shop.shopId, draftOf('running'));
    expect(created.ok).toBe(true);
    await sync();
    expect(discounts()).toEqual([]);
    const { problem } = await store().standing(shop.shopId);
    expect(problem).toBe('Shopify has not granted Attune write_customers and write_discounts yet.');
  });

  it('writes the segments of its customers, then one discount, once it is allowed', async () => {
    const client = await shop.pool.connect();
    await createInstallationStore(client, { id: shop.shopId, domain: SHOP }).setScopes(SCOPES);
    client.release();
    await sync();
    expect(asked).toEqual(['writeSegments', 'writeSegments', 'make', 'configure']);
    expect(customers.map((id) => fieldOf(id, 'segments'))).toEqual(customers.map(() => [SEGMENT_ID]));
    const [discount, ...others] = discounts();
    expect(others).toEqual([]);
    expect(fieldOf(discount?.discountId ?? '', 'incentives')).toMatchObject({
      version: 1,
      incentives: [{ name: 'Gold: 10 % off', audience: [SEGMENT_ID] }],
    });
    expect(await store().standing(shop.shopId)).toMatchObject({ customers: 30, problem: null });
  });

  it('is given to its customers by the function, from what was written', async () => {
    const [discount] = discounts();
    const input = (owner: string) => ({
      cart: {
        buyerIdentity: {
          customer: { metafield: { jsonValue: fieldOf(owner, 'segments') } },
          purchasingCompany: null,
        },
        cost: { subtotalAmount: { amount: '20.00', currencyCode: 'GBP' } },
        lines: [{ id: 'gid://shopify/CartLine/1', merchandise: { __typename: 'CustomProduct' } }],
      },
      discount: { metafield: { jsonValue: fieldOf(discount?.discountId ?? '', 'incentives') } },
      presentmentCurrencyRate: '1.0',
    });
    const bundle = await bundleFunction();
    const given = runFunction(bundle, 'cart-lines-discounts-generate-run', input(customers[0] ?? ''));
    expect(JSON.stringify(given)).toContain('"message":"Gold: 10 % off"');
    expect(
      runFunction(bundle, 'cart-lines-discounts-generate-run', input('gid://shopify/Customer/1')),
    ).toEqual({
      operations: [],
    });
  });

  it('is known in checkout by what was written', async () => {
    const profiles = createProfileStore(
      shop.pool,
      createShopperReader(() => ({})),
    );
    const found = await profiles.find(shop.shopId, customers[0] ?? gid('Customer', 0));
    expect(found?.syncedSegments).toEqual([SEGMENT_ID]);
  });

  it('calls Shopify for nothing while nothing changes', async () => {
    const before = JSON.stringify(stage.sandbox.world().adminContext.metafields.list(customers[0] ?? ''));
    nowMs += 60_000;
    await stage.control('scopes', { remove: SCOPES });
    await sync();
    expect((await store().standing(shop.shopId)).problem).toBeNull();
    await stage.control('scopes', { add: SCOPES });
    expect(JSON.stringify(stage.sandbox.world().adminContext.metafields.list(customers[0] ?? ''))).toBe(
      before,
    );
  });

  it('leaves a customer who leaves the segment, within the next round', async () => {
    const [first, second] = customers;
    invariant(first && second, 'there are customers');
    await shop.pool.query(`UPDATE profile SET segment_ids = '{}' WHERE shopper_id = $1`, [first]);
    await insertRows(shop.pool, 'membership_event', [
      {
        shop_id: shop.shopId,
        segment_id: SEGMENT_ID,
        shopper_id: first,
        at: new Date(nowMs),
        entered: false,
        cause: 'order',
      },
    ]);
    await sync();
    expect([fieldOf(first, 'segments'), fieldOf(second, 'segments')]).toEqual([[], [SEGMENT_ID]]);
    expect((await store().standing(shop.shopId)).customers).toBe(29);
  });

  it('takes what was written from a customer who was erased', async () => {
    const erased = customers[2] ?? '';
    await shop.pool.query('DELETE FROM profile WHERE shopper_id = $1', [erased]);
    nowMs += 11 * 60_000;
    await sync();
    expect(fieldOf(erased, 'segments')).toEqual([]);
  });

  it('takes its segments from those whom the holdout has, as soon as it has them, and gives them back', async () => {
    const written = async (holdout: number) => {
      await shop.pool.query('UPDATE shop SET settings = settings || $1', [{ holdout }]);
      await sync();
      return (await store().standing(shop.shopId)).customers;
    };
    await shop.pool.query('UPDATE profile SET segment_ids = $1', [[SEGMENT_ID]]);
    nowMs += 11 * 60_000;
    expect(await written(0)).toBe(29);
    const some = await written(0.2);
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(29);
    expect(await written(0)).toBe(29);
    expect(await written(0.2)).toBe(some);
  });

  it('keeps those whom the holdout has out of a discount for everyone else, and not out of no segment', async () => {
    const [campaign] = (await campaigns().list(shop.shopId)).filter(({ kind }) => kind === 'incentive');
    invariant(campaign, 'there is an incentive');
    const heldOut = customers.filter((id) => JSON.stringify(fieldOf(id, 'segments')) === '[]');
    const others = { ...draftOf('running'), audience: [], excluded: [SEGMENT_ID] };
    await campaigns().update(shop.shopId, campaign.id, campaign.version, others);
    await sync();
    const stillThere = customers.filter((_, place) => place !== 2);
    expect(stillThere.map((id) => fieldOf(id, 'segments'))).toEqual(stillThere.map(() => [SEGMENT_ID]));
    await campaigns().update(shop.shopId, campaign.id, campaign.version + 1, draftOf('running'));
    await sync();
    expect(customers.filter((id) => JSON.stringify(fieldOf(id, 'segments')) === '[]')).toEqual(heldOut);
  });

  it('makes the discount anew where the merchant deleted it', async () => {
    const { discounts: known } = stage.sandbox.world().adminContext;
    const [gone] = known.list();
    invariant(gone, 'there is a discount');
    known.delete(gone.discountId);
    const [campaign] = (await campaigns().list(shop.shopId)).filter(({ kind }) => kind === 'incentive');
    invariant(campaign, 'there is an incentive');
    const draft = { ...draftOf('running'), priority: 60 };
    const content = { ...draft.content, title: 'Gold: ten percent off' };
    const changed = { ...draft, content } as typeof draft;
    expect((await campaigns().update(shop.shopId, campaign.id, campaign.version, changed)).ok).toBe(true);
    await sync();
    expect(discounts()).toHaveLength(1);
    expect(discounts()[0]?.discountId).not.toBe(gone.discountId);
  });

  it('is taken from the shop when it stops, with everything that was written', async () => {
    const [campaign] = (await campaigns().list(shop.shopId)).filter(({ kind }) => kind === 'incentive');
    invariant(campaign, 'there is an incentive');
    await campaigns().update(shop.shopId, campaign.id, campaign.version, draftOf('paused'));
    await sync();
    expect(discounts()).toEqual([]);
    expect(await store().standing(shop.shopId)).toMatchObject({ given: [], customers: 0, problem: null });
    expect(customers.every((id) => JSON.stringify(fieldOf(id, 'segments') ?? []) === '[]')).toBe(true);
  });

  it('is taken from the shop first, so that however many customers it was for, it ends at once', () => {
    expect(asked[0]).toBe('remove');
    expect(asked.slice(1)).toContain('writeSegments');
  });

  describe('and Shopify’s answer is lost', () => {
    const change = async (part: object) => {
      const [campaign] = (await campaigns().list(shop.shopId)).filter(({ kind }) => kind === 'incentive');
      invariant(campaign, 'there is an incentive');
      const draft = { ...draftOf('running'), ...part };
      await campaigns().update(shop.shopId, campaign.id, campaign.version, draft);
      await again();
    };
    const again = async () => {
      nowMs += 60_000;
      await sync();
    };
    const given = () => discounts().map(({ discountId }) => fieldOf(discountId, 'incentives') ?? null);

    it('leaves nothing that is given where it made a discount', async () => {
      lostAnswer = 'make';
      await change({});
      expect((await store().standing(shop.shopId)).given).toEqual([]);
      await again();
      expect((await store().standing(shop.shopId)).given).toHaveLength(1);
      await change({ status: 'paused' });
      expect(given()).toEqual([null]);
    });

    it('leaves nothing that is given where it took the first configuration of a discount', async () => {
      lostAnswer = 'configure';
      await change({});
      expect(given()).toMatchObject([null, { incentives: [{ name: 'Gold: 10 % off' }] }]);
      await change({ status: 'paused' });
      expect(given()).toEqual([null]);
    });

    it('gives what is wanted where it took a change that was undone since', async () => {
      await change({});
      const titled = (title: string) => ({ content: { ...draftOf('running').content, title } });
      lostAnswer = 'configure';
      await change(titled('Gold: a mistake'));
      await change({});
      expect(given()).toMatchObject([null, { incentives: [{ name: 'Gold: 10 % off' }] }]);
    });
  });

  it('stays one discount, given as before, until those are told for whom it is from now on', async () => {
    const [campaign] = (await campaigns().list(shop.shopId)).filter(({ kind }) => kind === 'incentive');
    invariant(campaign, 'there is an incentive');
    const ids = discounts().map(({ discountId }) => discountId);
    await campaigns().update(shop.shopId, campaign.id, campaign.version, {
      ...draftOf('running'),
      audience: [],
    });
    await sync();
    await campaigns().update(shop.shopId, campaign.id, campaign.version + 1, draftOf('running'));
    await sync();
    expect(asked).toEqual(['writeSegments', 'configure']);
    expect(discounts().map(({ discountId }) => discountId)).toEqual(ids);
  });
});
