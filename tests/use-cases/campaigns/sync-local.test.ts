import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalPayloadStore } from '#app/adapters/prisma/campaigns/local-payload-store.ts';
import { createLocalSwitch } from '#app/adapters/prisma/campaigns/local-switch.ts';
import { createPastItems } from '#app/adapters/prisma/campaigns/past-items.ts';
import { inflateContent } from '#app/adapters/prisma/decisions/record-bytes.ts';
import { createSnapshotStore } from '#app/adapters/prisma/catalog/snapshot-store.ts';
import { createHousekeeping } from '#app/adapters/prisma/inbox/housekeeping.ts';
import { createInstallationStore } from '#app/adapters/prisma/shops/installation-store.ts';
import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createAdminClient } from '#app/adapters/shopify/admin-client.ts';
import { createMetafields } from '#app/adapters/shopify/metafields.ts';
import { createShopSnapshots } from '#app/adapters/system/shop-snapshots.ts';
import { createSnapshotLoader } from '#app/adapters/system/snapshot-loader.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { LOCAL_SCOPES } from '#app/contracts/local-scopes.ts';
import {
  LOCAL_KEY,
  MAX_PAYLOAD_BYTES,
  PAYLOAD_VERSION,
  RANKER_KEY,
} from '#app/domain/campaigns/local/payload.ts';
import { gid, type CustomerId, type ProductId } from '#app/domain/kernel/ids.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import type { Metafields, OwnedMetafield } from '#app/ports/metafields.ts';
import { readResting } from '#app/domain/campaigns/local/resting-text.ts';
import { productKey } from '#app/domain/recommendations/portable/product-key.ts';
import { createSyncLocal } from '#app/use-cases/campaigns/sync-local.ts';
import { switchLocalOff, switchLocalOn, viewLocal } from '#app/use-cases/campaigns/switch-local.ts';
import { aPurchase } from '#tests/domain/builders.ts';
import { UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { createTestClock } from '#tests/support/ingestion.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { insertRows } from '#tests/support/rows.ts';
import { setStage, type Stage } from '#tests/sandbox/support.ts';

const SHOP = 'attune-demo.myshopify.com';
const CUSTOMERS = 30;
const clock = createTestClock(Date.parse('2026-11-28T12:00:00Z'));

let stage: Stage;
let shop: OpenCheckoutShop;
let customers: readonly CustomerId[];
let offered: ProductId;
/** What went over the wire, by call. */
let calls: (readonly OwnedMetafield[])[] = [];

/** The products of the test shop have the ids of products that the sandbox sells. */
beforeAll(async () => {
  stage = await setStage({ orderLimit: 400 });
  process.env['SANDBOX_TLS_PORT'] = String(stage.sandbox.tlsPort);
  process.env['SANDBOX_DIR'] = stage.settings.dir;
  await import('#sandbox/preload.ts');
  await stage.control('scopes', { add: [...LOCAL_SCOPES] });
  shop = await openCheckoutShop(SHOP);
  await shop.pool.query('DELETE FROM profile');
  const { products, customers: people } = stage.sandbox.world().shop;
  for (const [place, { id }] of products.slice(0, 6).entries()) {
    const from = gid('Product', place + 1);
    await shop.pool.query('UPDATE variant SET product_id = $1 WHERE product_id = $2', [
      gid('Product', id),
      from,
    ]);
    await shop.pool.query('UPDATE product SET id = $1 WHERE id = $2', [gid('Product', id), from]);
  }
  offered = gid('Product', products[4]?.id ?? 0);
  await shop.pool.query('UPDATE campaign SET content = $1 WHERE id = $2', [
    { headline: 'You may like', source: { kind: 'products', productIds: [offered] }, maxOffers: 1 },
    UPSELL_ID,
  ]);
  const shown = people.filter(({ heldBack }) => !heldBack);
  customers = shown.slice(0, CUSTOMERS).map(({ id }) => gid('Customer', id));
  await insertRows(
    shop.pool,
    'profile',
    customers.map((id) => ({
      shop_id: shop.shopId,
      ...profileColumns(emptyProfile(id)),
      attribute_log: {},
      config_version: 1,
      updated_at: new Date(clock.nowMs() - 3_600_000),
    })),
  );
}, 60_000);
afterAll(async () => {
  await shop.close();
  await stage.close();
});

const told = (): readonly string[] => calls.flatMap((fields) => fields.map(({ ownerId }) => ownerId));
const written = (owner: string, named = LOCAL_KEY): Record<string, unknown> | null => {
  const field = stage.sandbox
    .world()
    .adminContext.metafields.list(owner)
    .find(({ key }) => key === named);
  return field ? JSON.parse(field.value) : null;
};

/** Whose payloads Shopify refuses. */
const refused = new Set<string>();

function counted(real: Metafields): Metafields {
  return {
    ...real,
    async write(domain, fields) {
      calls.push(fields);
      const taken = fields.filter(({ ownerId }) => !refused.has(ownerId));
      const others = await real.write(domain, taken);
      return [...others, ...fields.flatMap(({ ownerId }) => (refused.has(ownerId) ? ownerId : []))];
    },
  };
}

const metafields = () =>
  createMetafields(
    createAdminClient({
      loadOfflineSession: async () => ({ accessToken: String(stage.app.token['access_token']) }),
    }),
  );
const switchPorts = () => ({
  localSwitch: createLocalSwitch(shop.pool),
  metafields: metafields(),
  clock,
});
const installed = async () => {
  const found = await createShopStore(shop.pool).findById(shop.shopId);
  invariant(found !== null, 'The shop is installed.');
  return found;
};

/** Rounds of a fresh process until nothing more waits. */
async function sync(through = metafields()): Promise<void> {
  calls = [];
  const { pool } = shop;
  const loader = createSnapshotLoader({
    shops: createShopStore(pool),
    store: createSnapshotStore(pool, silentLog),
    log: silentLog,
  });
  const snapshots = createShopSnapshots({ loader, log: silentLog });
  const round = createSyncLocal({
    store: createLocalPayloadStore(pool),
    metafields: counted(through),
    snapshots,
    profiles: createProfileStore(
      pool,
      createShopperReader(() => ({})),
    ),
    pastItems: createPastItems(pool),
    clock,
    log: silentLog,
    pause: async () => undefined,
  });
  while (await round());
  snapshots.close();
}

/** Texts of payloads that are kept of an owner, earlier ones first. */
const textsOf = async (owner: string) =>
  (
    await shop.pool.query(
      'SELECT replaced_at IS NULL AS current FROM local_payload_text WHERE owner_id = $1 ORDER BY replaced_at NULLS LAST',
      [owner],
    )
  ).rows;

describe('what checkouts decide by', () => {
  it('is not written before the merchant has switched it on and Shopify has granted the scopes', async () => {
    await sync();
    expect(told()).toEqual([]);
    await switchLocalOn(switchPorts(), await installed());
    await sync();
    expect(told()).toEqual([]);
    expect(await viewLocal(switchPorts(), await installed())).toMatchObject({
      since: clock.now(),
      missingScopes: [...LOCAL_SCOPES],
      writtenAt: null,
    });
  });

  it('is written for the shop, its customers and its products, in batches of 25, the shop first', async () => {
    const client = await shop.pool.connect();
    await createInstallationStore(client, { id: shop.shopId, domain: SHOP }).setScopes([...LOCAL_SCOPES]);
    client.release();
    await sync();
    const sizes = calls.map((fields) => fields.length);
    expect(sizes).toEqual([2, 25, 5, 6]);
    const { identity } = stage.sandbox.world().shop;
    expect(written(gid('Shop', identity.id))).toMatchObject({ v: PAYLOAD_VERSION, shopDomain: SHOP });
    expect(written(gid('Shop', identity.id), RANKER_KEY)).toMatchObject({ ranker: { trees: null } });
    for (const id of customers) expect(written(id)).toMatchObject({ v: PAYLOAD_VERSION, unit: id });
    expect(written(offered)).toMatchObject({ v: PAYLOAD_VERSION, offers: [{ productId: offered }] });
    const bytes = calls.flatMap((fields) =>
      fields.map(({ value }) => Buffer.byteLength(JSON.stringify(value))),
    );
    expect(Math.max(...bytes)).toBeLessThanOrEqual(MAX_PAYLOAD_BYTES);
    expect(await viewLocal(switchPorts(), await installed())).toMatchObject({
      written: { shop: 2, products: 6, customers: CUSTOMERS },
      writtenAt: clock.now(),
      holdsUntil: clock.now() + 86_400,
      callsToday: 4,
      missingScopes: [],
      problem: null,
    });
  });

  it('is kept as it was written, under the name that stands in it', async () => {
    const { rows } = await shop.pool.query(
      'SELECT owner_id, name, content, replaced_at FROM local_payload_text',
    );
    expect(rows).toHaveLength(2 + 6 + CUSTOMERS);
    for (const { owner_id: id, name, content, replaced_at: replacedAt } of rows) {
      const [owner = '', key = LOCAL_KEY] = id.split('#');
      expect(JSON.parse(String(inflateContent(content)))).toEqual(written(owner, key));
      expect([written(owner, key)?.['name'], replacedAt]).toEqual([name, null]);
    }
  });

  it('is not written again while it is the same', async () => {
    await sync();
    clock.set(clock.nowMs() + 60_000);
    await sync();
    expect(told()).toEqual([]);
  });

  it('is written again for a customer of whom something was heard that matters, and for nobody else', async () => {
    const [id = gid('Customer', 0)] = customers;
    const lines = [
      { productId: offered, variantId: gid('ProductVariant', 50), quantity: 1, unitPriceMinor: 500 },
    ];
    const purchases = [aPurchase({ at: clock.now() - 60, lines })];
    const { data } = profileColumns({ ...emptyProfile(id), purchases });
    await shop.pool.query('UPDATE profile SET data = $1, updated_at = $2 WHERE shopper_id = $3', [
      data,
      new Date(clock.nowMs()),
      id,
    ]);
    clock.set(clock.nowMs() + 1_000);
    await sync();
    expect(told()).toEqual([id]);
    expect(await textsOf(id)).toEqual([{ current: false }, { current: true }]);
    const resting = readResting(String(written(id)?.['resting']));
    expect([...resting.keys()]).toEqual([productKey(offered)]);
  });

  it('is kept until a day after another took its place', async () => {
    const [id = ''] = customers;
    const { run } = createHousekeeping(shop.pool);
    await run(new Date(clock.nowMs() + 86_400_000 - 1));
    expect(await textsOf(id)).toEqual([{ current: false }, { current: true }]);
    await run(new Date(clock.nowMs() + 86_400_001));
    expect(await textsOf(id)).toEqual([{ current: true }]);
  });

  it('is emptied for a customer who was erased, and forgotten', async () => {
    const [, id = gid('Customer', 0)] = customers;
    await shop.pool.query('DELETE FROM profile WHERE shopper_id = $1', [id]);
    await sync();
    expect(told()).toEqual([id]);
    expect(written(id)).toEqual({ until: 0 });
    const { rows } = await shop.pool.query('SELECT FROM local_payload WHERE owner_id = $1', [id]);
    expect(rows).toEqual([]);
    expect(await textsOf(id)).toEqual([]);
    await sync();
    expect(told()).toEqual([]);
  });

  it('is emptied and forgotten for customers who were deleted, or merged into another', async () => {
    const [kept, , merged = gid('Customer', 0), deleted = gid('Customer', 0)] = customers;
    await shop.pool.query('UPDATE profile SET merged_into = $1 WHERE shopper_id = $2', [kept, merged]);
    await shop.pool.query('UPDATE profile SET is_deleted = true WHERE shopper_id = $1', [deleted]);
    await sync();
    expect(told()).toEqual([merged, deleted].sort());
    expect([written(merged), written(deleted)]).toEqual([{ until: 0 }, { until: 0 }]);
    const { rows } = await shop.pool.query('SELECT FROM local_payload WHERE owner_id = ANY ($1)', [
      [merged, deleted],
    ]);
    expect(rows).toEqual([]);
  });

  it('is not tried again for a day for a customer of whom Shopify refuses it, whatever is heard', async () => {
    const [id = gid('Customer', 0)] = customers;
    refused.add(id);
    const hear = async () => {
      clock.set(clock.nowMs() + 60_000);
      const heardAt = new Date(clock.nowMs() - 1_000);
      const { data } = profileColumns({ ...emptyProfile(id), purchases: [] });
      await shop.pool.query('UPDATE profile SET data = $1, updated_at = $2 WHERE shopper_id = $3', [
        data,
        heardAt,
        id,
      ]);
      await sync();
      return told();
    };
    expect(await hear()).toEqual([id]);
    expect(await hear()).toEqual([]);
    await sync();
    expect(told()).toEqual([]);
    refused.delete(id);
    clock.set(clock.nowMs() + 86_400_000);
    await sync();
    expect(told()).toContain(id);
  });

  it('is emptied for the whole shop as soon as no campaign is left that could be decided', async () => {
    await shop.pool.query(`UPDATE campaign SET status = 'paused'`);
    await sync();
    const { identity } = stage.sandbox.world().shop;
    expect(new Set(told())).toEqual(new Set([gid('Shop', identity.id)]));
    expect(written(gid('Shop', identity.id))).toEqual({ until: 0 });
  });

  it('is written no more than a thousand times a day', async () => {
    await shop.pool.query(`UPDATE campaign SET status = 'running' WHERE id = $1`, [UPSELL_ID]);
    await shop.pool.query('UPDATE local_decision SET calls = 1000');
    await sync();
    expect(told()).toEqual([]);
    clock.set(clock.nowMs() + 86_400_000);
    await sync();
    expect(told().length).toBeGreaterThan(0);
  });

  it('is emptied once it is switched off: the shop at once, everything else by the next rounds', async () => {
    const { identity } = stage.sandbox.world().shop;
    expect(written(offered)).toMatchObject({ v: PAYLOAD_VERSION });
    await switchLocalOff(switchPorts(), await installed());
    expect(written(gid('Shop', identity.id))).toEqual({ until: 0 });
    expect(written(offered)).toMatchObject({ v: PAYLOAD_VERSION });
    await sync();
    for (const id of [offered, ...customers]) expect([id, written(id)]).toEqual([id, { until: 0 }]);
    expect(await viewLocal(switchPorts(), await installed())).toMatchObject({
      since: null,
      written: { shop: 0, products: 0, customers: 0 },
    });
    await sync();
    expect(told()).toEqual([]);
  });

  it('is written again, all of it, when it is switched on again', async () => {
    await switchLocalOn(switchPorts(), await installed());
    await sync();
    expect(written(offered)).toMatchObject({ v: PAYLOAD_VERSION });
    expect(calls.flat().length).toBe(2 + 6 + CUSTOMERS - 3);
  });

  it('is written again for the shop where it was off for a moment only', async () => {
    const shopGid = gid('Shop', stage.sandbox.world().shop.identity.id);
    await switchLocalOff(switchPorts(), await installed());
    await switchLocalOn(switchPorts(), await installed());
    expect(written(shopGid)).toEqual({ until: 0 });
    await sync();
    expect(written(shopGid)).toMatchObject({ v: PAYLOAD_VERSION });
    expect(told()).toEqual([shopGid]);
  });

  describe('of the shop, switched off while a round writes it', () => {
    const shopGid = () => gid('Shop', stage.sandbox.world().shop.identity.id);
    const isOfShop = (fields: readonly OwnedMetafield[]) =>
      fields.some(({ ownerId }) => ownerId === shopGid());
    const off = async (through = metafields()) =>
      switchLocalOff({ ...switchPorts(), metafields: through }, await installed());
    const on = async () => {
      clock.set(clock.nowMs() + 1_000);
      await switchLocalOn(switchPorts(), await installed());
    };
    /** A Shopify around whose writing of the shop's payload something else happens. */
    const around = (parts: { before?: () => Promise<void>; after?: () => Promise<void> }): Metafields => {
      const real = metafields();
      let isFirst = true;
      return {
        ...real,
        async write(domain, fields) {
          const isTurn = isFirst && isOfShop(fields);
          if (isTurn) isFirst = false;
          if (isTurn) await parts.before?.();
          const refusedOwners = await real.write(domain, fields);
          if (isTurn) await parts.after?.();
          return refusedOwners;
        },
      };
    };
    /** The worker is about to write the shop's payload. */
    const due = async () => {
      await on();
      await sync();
      await shop.pool.query('UPDATE local_payload SET hash = $1 WHERE owner_id = $2', ['older', shopGid()]);
    };

    it.each([
      ['before Shopify has it', () => sync(around({ before: off }))],
      ['after Shopify has it', () => sync(around({ after: off }))],
      ['after it was emptied and before that was noted', () => off(around({ after: sync }))],
    ])('is emptied all the same where the other comes %s', async (_, together) => {
      await due();
      await together();
      await sync();
      expect(written(shopGid())).toEqual({ until: 0 });
      expect(await viewLocal(switchPorts(), await installed())).toMatchObject({
        since: null,
        written: { shop: 0, products: 0, customers: 0 },
      });
    });

    it('is written all the same where it is on again before the round ends', async () => {
      await due();
      await sync(around({ after: async () => void (await off(), await on()) }));
      await sync();
      expect(written(shopGid())).toMatchObject({ v: PAYLOAD_VERSION });
    });
  });
});
