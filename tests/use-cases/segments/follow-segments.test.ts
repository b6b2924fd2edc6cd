import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '#app/adapters/system/log.ts';
import { createFollowedSegmentStore } from '#app/adapters/prisma/segments/followed-segment-store.ts';
import { readSegments } from '#app/adapters/prisma/segments/segment-rows.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createAdminClient } from '#app/adapters/shopify/admin-client.ts';
import { createShopHistory } from '#app/adapters/shopify/shop-history.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import {
  followShopifySegment,
  listShopifySegments,
  unfollowShopifySegment,
  type FollowSegmentPorts,
} from '#app/use-cases/segments/follow-segments.ts';
import { CUSTOMER_SEGMENTS } from '#sandbox/shop/segments.ts';
import { setStage, type Stage } from '#tests/sandbox/support.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';

const DOMAIN = 'attune-demo.myshopify.com';
let stage: Stage;
let world: IngestionWorld;
let ports: FollowSegmentPorts;
const token = () => String(stage.app.token['access_token']);

beforeAll(async () => {
  stage = await setStage({ orderLimit: 400, heldBackDays: 2 });
  process.env['SANDBOX_TLS_PORT'] = String(stage.sandbox.tlsPort);
  process.env['SANDBOX_DIR'] = stage.settings.dir;
  await import('#sandbox/preload.ts');
  const loadOfflineSession = async () => ({ accessToken: token() });
  world = await openIngestion({ install: false, loadOfflineSession });
  world.clock.set(Date.now());
  await world.ingestion.installShop({ shop: DOMAIN, scopes: ['read_customers'] });
  const { pool } = world.database;
  ports = {
    shopify: createShopHistory(createAdminClient({ loadOfflineSession }), silentLog),
    followed: createFollowedSegmentStore(pool),
    rulesOf: (shopId) => readSegments(pool, shopId),
    clock: world.clock,
  };
}, 120_000);
afterAll(async () => {
  await world.close();
  await stage.close();
});

async function shop(): Promise<Shop> {
  const found = await createShopStore(world.database.pool).findByDomain(DOMAIN);
  if (!found) throw new Error('Expected the demo shop.');
  return found;
}
const segmentOf = (name: string) => {
  const found = CUSTOMER_SEGMENTS.find((segment) => segment.name === name);
  if (!found) throw new Error(`Expected the segment ${name}.`);
  return { ...found, gid: `gid://shopify/Segment/${found.id}` };
};
const inFact = async (segmentId: string) =>
  (
    await world.rows<{ shopper_id: string }>(
      `SELECT shopper_id FROM profile WHERE attributes->'shopifySegments' ? $1 ORDER BY shopper_id`,
      [segmentId],
    )
  ).map((row) => row.shopper_id);
const read = async () => {
  await world.ingestion.work.readFollowedSegments();
  await world.fold();
};

describe('a Shopify segment that is followed', () => {
  const gold = () => segmentOf('Gold customers');
  const members = () =>
    stage.sandbox
      .world()
      .shop.customers.filter((customer) => !customer.heldBack && gold().has(customer))
      .map(({ id }) => `gid://shopify/Customer/${id}`)
      .sort();

  it('is chosen from the list that Shopify gives', async () => {
    const listed = await listShopifySegments(ports, await shop());
    expect(listed.ok && listed.value.map(({ name, followed }) => [name, followed])).toEqual(
      CUSTOMER_SEGMENTS.map(({ name }) => [name, null]),
    );
  });

  it('brings its members into the fact', async () => {
    const followed = await followShopifySegment(ports, { shop: await shop(), id: String(gold().id) });
    expect(followed.ok).toBe(true);
    await read();
    expect(members().length).toBeGreaterThan(0);
    expect(await inFact(gold().gid)).toEqual(members());
    expect(await ports.followed.list((await shop()).id)).toMatchObject([
      { id: gold().gid, members: members().length, problem: null },
    ]);
  });

  it('follows what webhooks tell, the newest word of each customer, in any order', async () => {
    const [customerId = ''] = members();
    const news = async (topic: string, at: number) => {
      await world.ingestion.receive({
        shop: DOMAIN,
        topic,
        eventId: `${topic} ${at}`,
        webhookId: `${topic} ${at}`,
        apiVersion: null,
        triggeredAt: new Date(at),
        body: JSON.stringify({ customer_id: customerId, segment_id: gold().gid }),
      });
      await world.fold();
    };
    const now = world.clock.nowMs();
    world.clock.set(now + 60_000);
    await news('customer.left_segment', now + 30_000);
    await news('customer.joined_segment', now + 20_000);
    expect(await inFact(gold().gid)).not.toContain(customerId);
    await news('customer.joined_segment', now + 40_000);
    expect(await inFact(gold().gid)).toContain(customerId);
    await news('customer.left_segment', now + 50_000);
    expect(await inFact(gold().gid)).not.toContain(customerId);
  });

  it('is read anew after a day, which rights what webhooks missed', async () => {
    world.clock.set(world.clock.nowMs() + 3_600_000);
    await read();
    expect((await inFact(gold().gid)).length).toBe(members().length - 1);
    world.clock.set(world.clock.nowMs() + 25 * 3_600_000);
    await read();
    expect(await inFact(gold().gid)).toEqual(members());
  });

  it('is not let go while a rule names it', async () => {
    const { id } = await shop();
    await world.rows(
      `INSERT INTO segment (id, shop_id, name, rule, version, updated_at)
       VALUES (gen_random_uuid(), $1, 'Our gold', $2, 1, now())`,
      [id, `customer.shopify_segments CONTAINS "${gold().gid}"`],
    );
    const kept = await unfollowShopifySegment(ports, { shop: await shop(), id: gold().gid });
    expect(kept).toEqual({ ok: false, failure: { kind: 'in-use', segments: ['Our gold'] } });
    await world.rows('DELETE FROM segment WHERE shop_id = $1', [id]);
    expect(await unfollowShopifySegment(ports, { shop: await shop(), id: gold().gid })).toMatchObject({
      ok: true,
    });
    expect(await ports.followed.list(id)).toEqual([]);
  });

  it('is refused without the scope, and when Shopify does not know it', async () => {
    const known = await shop();
    const unscoped = { ...known, scopes: [] };
    expect(await listShopifySegments(ports, unscoped)).toMatchObject({ failure: { kind: 'scope-missing' } });
    expect(await followShopifySegment(ports, { shop: unscoped, id: '1' })).toMatchObject({
      failure: { kind: 'scope-missing' },
    });
    for (const id of ['999', 'nonsense'])
      expect(await followShopifySegment(ports, { shop: known, id })).toMatchObject({
        failure: { kind: 'unknown-segment', id },
      });
  });
});
