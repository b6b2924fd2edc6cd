import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createMembershipStore } from '#app/adapters/prisma/segments/membership-store.ts';
import { createSegmentHistory } from '#app/adapters/prisma/segments/segment-history.ts';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createShopperScan } from '#app/adapters/prisma/shoppers/shopper-scan.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { gid, type ShopId } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { createRuleBook } from '#app/use-cases/segments/compile-rules.ts';
import { createFollowRules } from '#app/use-cases/segments/evaluate-segments.ts';
import { listSegments, type SegmentRow } from '#app/use-cases/segments/view-segments.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { historyOf, saveRule, settleMemberships, storedMembers } from '#tests/support/memberships.ts';
import { insertRows } from '#tests/support/rows.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

const DAY = 86_400_000;
const SHOPPERS = 300;
const ONCE = 'purchases.count within 7 days >= 1';
const TWICE = 'purchases.count within 7 days >= 2';

let world: IngestionWorld;
let segmentId: string;
beforeEach(async () => {
  world = await openIngestion();
  await world.rows('DELETE FROM segment');
  await insertRows(world.database.pool, 'profile', numbers(SHOPPERS).map(aShopper));
  segmentId = (await saveRule(world, 'Recent', ONCE)).id;
  await settleMemberships(world);
});
afterEach(() => world.close());

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Every odd shopper bought once and every even one twice, a day ago. */
function aShopper(number: number) {
  const at = TEST_NOW / 1000 - 86_400;
  const purchases = numbers(number % 2 === 0 ? 2 : 1).map((index) => ({
    orderId: gid('Order', number * 10 + index),
    at,
    netMinor: 100,
    grossMinor: 100,
    lines: [],
  }));
  return {
    shop_id: world.shopId,
    shopper_id: gid('Customer', number),
    data: { ...emptyProfile(gid('Customer', number)), purchases },
    attribute_log: {},
    attributes: {},
    segment_ids: [],
    next_segment_ids: [],
    config_version: 0,
    updated_at: new Date(TEST_NOW - DAY),
  };
}

const members = () => storedMembers(world, segmentId);
const step = () => world.ingestion.work.followRules();
const order = async (customer: number, id: number): Promise<void> => {
  const at = new Date(TEST_NOW - 3_600_000).toISOString();
  const body = anOrder({ id, customer: { id: customer }, processed_at: at, updated_at: at });
  await world.send({ topic: 'orders/create', body });
  await world.fold();
};
async function listed(): Promise<SegmentRow | undefined> {
  const { database, clock } = world;
  const ports = {
    segments: createSegmentStore(database),
    campaigns: createCampaignStore(database),
    shoppers: createShopperScan(database),
    history: createSegmentHistory(database),
    clock,
  };
  const shop = await createShopStore(database.pool).findById(world.shopId as ShopId);
  if (!shop) throw new Error('the shop is installed');
  return (await listSegments(ports, shop)).rows.find(({ id }) => id === segmentId);
}
/** Who moved at the swap. */
const moved = async () =>
  (await historyOf(world, segmentId)).flatMap(({ cause, entered, shopper }) =>
    cause === 'rule-edit' && !entered ? [shopper] : [],
  );
const odd = numbers(SHOPPERS).filter((number) => number % 2 === 1);
const even = numbers(SHOPPERS).filter((number) => number % 2 === 0);

describe('a new segment', () => {
  it('has no members until everybody was looked at, then all of them at once', async () => {
    const { id } = await saveRule(world, 'New', TWICE);
    expect(await step()).toBe(true);
    expect(await storedMembers(world, id)).toEqual([]);
    await settleMemberships(world);
    expect(await storedMembers(world, id)).toEqual(even);
    expect((await historyOf(world, id)).length).toBe(even.length);
  });

  it('is not given away to shoppers whom news is folded of meanwhile', async () => {
    const { id } = await saveRule(world, 'New', TWICE);
    await order(1, 9001);
    expect(await storedMembers(world, id)).toEqual([]);
    await settleMemberships(world);
    expect(await storedMembers(world, id)).toEqual([1, ...even]);
  });
});

describe('a changed rule', () => {
  it('takes over from the old one when everybody was looked at, with progress until then', async () => {
    await saveRule(world, 'Recent', TWICE);
    expect(await listed()).toMatchObject({
      members: SHOPPERS,
      build: { done: 0, all: SHOPPERS, isNew: false },
    });
    await step();
    expect(await members()).toHaveLength(SHOPPERS);
    expect(await listed()).toMatchObject({ members: SHOPPERS, build: { done: 256, all: SHOPPERS } });
    await settleMemberships(world);
    expect(await members()).toEqual(even);
    expect(await listed()).toMatchObject({ members: even.length, build: null });
  });

  it('is what checkouts ask only once its members are found', async () => {
    const before = await world.rows('SELECT config_version FROM shop');
    await saveRule(world, 'Recent', TWICE);
    expect(await world.rows('SELECT rule, next_rule FROM segment')).toEqual([
      { rule: ONCE, next_rule: TWICE },
    ]);
    await settleMemberships(world);
    expect(await world.rows('SELECT rule, next_rule FROM segment')).toEqual([
      { rule: TWICE, next_rule: null },
    ]);
    const [after] = await world.rows<{ config_version: number }>('SELECT config_version FROM shop');
    expect(after?.config_version).toBe(Number((before[0] as { config_version: number }).config_version) + 2);
  });

  it('leaves nobody in whom it does not name, and notes each once', async () => {
    await saveRule(world, 'Recent', TWICE);
    await settleMemberships(world);
    expect((await moved()).toSorted((a, b) => Number(a) - Number(b))).toEqual(odd);
  });

  it('counts what happens to a shopper already looked at', async () => {
    await saveRule(world, 'Recent', TWICE);
    await step();
    const looked = await world.rows<{ id: string }>(
      'SELECT shopper_id AS id FROM profile JOIN segment ON profile.config_version >= segment.build_version',
    );
    const number = looked.map(({ id }) => Number(id.split('/').at(-1))).find((id) => odd.includes(id));
    if (number === undefined) throw new Error('Expected a shopper who bought once among those looked at.');
    await order(number, 9001);
    await settleMemberships(world);
    expect(await members()).toEqual([...even, number].sort((a, b) => a - b));
  });

  it('counts the time that passes while it is built', async () => {
    await saveRule(world, 'Recent', TWICE);
    await step();
    world.clock.set(TEST_NOW + 6 * DAY);
    await settleMemberships(world);
    expect(await members()).toEqual([]);
    expect(await moved()).toEqual([]);
  });

  it('is built from the beginning when it is changed again', async () => {
    await saveRule(world, 'Recent', TWICE);
    await step();
    await saveRule(world, 'Recent', 'purchases.count within 7 days = 1');
    expect(await listed()).toMatchObject({ build: { done: 0 } });
    await settleMemberships(world);
    expect(await members()).toEqual(odd);
  });

  it('is given up when the old one is put back', async () => {
    await saveRule(world, 'Recent', TWICE);
    await step();
    await saveRule(world, 'Recent', ONCE);
    expect(await listed()).toMatchObject({ build: null });
    await settleMemberships(world);
    expect(await members()).toHaveLength(SHOPPERS);
    expect(await moved()).toEqual([]);
  });

  it('goes on where a killed worker left it', async () => {
    await saveRule(world, 'Recent', TWICE);
    await step();
    const seen: number[] = [];
    const store = createMembershipStore(world.database.pool);
    const counting: typeof store = {
      ...store,
      decideChunk: async (...args) => {
        const count = await store.decideChunk(...args);
        seen.push(count);
        return count;
      },
    };
    const ruleBook = createRuleBook(silentLog);
    const resume = createFollowRules({ memberships: counting, ruleBook, clock: world.clock, log: silentLog });
    while (await resume());
    expect(seen).toEqual([SHOPPERS - 256]);
    expect(await members()).toEqual(even);
  });

  it('may be removed while it is built', async () => {
    await saveRule(world, 'Recent', TWICE);
    await step();
    expect(await createSegmentStore(world.database).remove(world.shopId as ShopId, segmentId)).toMatchObject({
      ok: true,
    });
    await settleMemberships(world);
    expect(await members()).toEqual([]);
  });

  it('is built once by workers that run at the same time', async () => {
    await saveRule(world, 'Recent', TWICE);
    const run = async () => {
      while (await step());
    };
    await Promise.all([run(), run(), run()]);
    await settleMemberships(world);
    expect(await members()).toEqual(even);
    expect(await moved()).toHaveLength(odd.length);
  });

  it('that reads the checkout ends the stored memberships', async () => {
    await saveRule(world, 'Recent', 'cart.subtotal > 10');
    await settleMemberships(world);
    expect(await members()).toEqual([]);
    expect(await listed()).toMatchObject({ members: null, build: null });
  });

  it('of a new name alone builds nothing', async () => {
    const store = createSegmentStore(world.database);
    const shopId = world.shopId as ShopId;
    const known = await store.find(shopId, segmentId);
    await store.update(shopId, segmentId, known?.version ?? 0, {
      name: 'Renamed',
      description: 'x',
      rule: ONCE,
    });
    expect(await listed()).toMatchObject({ name: 'Renamed', build: null });
    expect(await step()).toBe(false);
  });
});
