import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import { createShopSettingsStore } from '#app/adapters/prisma/shops/shop-settings-store.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { historyOf, saveRule, settleMemberships, storedMembers } from '#tests/support/memberships.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

const DAY = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();

let world: IngestionWorld;
let segmentId: string;
beforeEach(async () => {
  world = await openIngestion();
  await world.rows('DELETE FROM segment');
  segmentId = (await saveRule(world, 'Recent', 'purchases.count within 7 days >= 1')).id;
  await settleMemberships(world);
});
afterEach(() => world.close());

const order = async (id: number, daysAgo: number, customer = id, eventId?: string): Promise<void> => {
  const at = iso(TEST_NOW - daysAgo * DAY);
  const body = anOrder({ id, customer: { id: customer }, processed_at: at, updated_at: at });
  await world.send({ topic: 'orders/create', body, ...(eventId && { eventId }) });
};
const entry = (shopper: number | null, cause: string, at = iso(TEST_NOW)) => ({
  shopper,
  entered: true,
  cause,
  at,
});
const exit = (shopper: number | null, cause: string, at = iso(TEST_NOW)) => ({
  shopper,
  entered: false,
  cause,
  at,
});

const merge = async (gone: number, kept: number, eventId = `merge ${gone} ${kept}`): Promise<void> => {
  const body = {
    admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept}`,
    admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${gone}`,
    status: 'completed',
  };
  await world.send({ topic: 'customers/merge', body, eventId });
  await world.fold();
};
/** Entries less exits of each shopper, those of whom nothing is left over left out. */
const netMoves = async (): Promise<ReadonlyMap<number | null, number>> => {
  const net = new Map<number | null, number>();
  for (const { shopper, entered } of await historyOf(world, segmentId))
    net.set(shopper, (net.get(shopper) ?? 0) + (entered ? 1 : -1));
  return new Map([...net].filter(([, moves]) => moves !== 0));
};

describe('the history of a segment', () => {
  it('notes who comes in by an order, once, however often the order is told', async () => {
    await order(1, 1, 1, 'first');
    await order(1, 1, 1, 'first');
    await world.fold();
    await order(1, 1, 1, 'again');
    await world.fold();
    expect(await historyOf(world, segmentId)).toEqual([entry(1, 'event')]);
  });

  it('dates an exit by time at its own second, however late the poller comes', async () => {
    await order(1, 1);
    await world.fold();
    world.clock.set(TEST_NOW + 9 * DAY);
    await settleMemberships(world);
    expect(await historyOf(world, segmentId)).toEqual([
      entry(1, 'event'),
      exit(1, 'time', iso(TEST_NOW + 6 * DAY)),
    ]);
  });

  it('notes every crossing that was slept through, in order', async () => {
    await saveRule(world, 'Recent', 'purchases.count between 4 and 2 days ago >= 1');
    await order(1, 1);
    await world.fold();
    await settleMemberships(world);
    world.clock.set(TEST_NOW + 30 * DAY);
    await settleMemberships(world);
    expect(await historyOf(world, segmentId)).toEqual([
      entry(1, 'event'),
      exit(1, 'rule-edit'),
      entry(1, 'time', iso(TEST_NOW + DAY)),
      exit(1, 'time', iso(TEST_NOW + 3 * DAY)),
    ]);
  });

  it('tells apart what time did and what the news did that was folded after it', async () => {
    await order(1, 1);
    await world.fold();
    world.clock.set(TEST_NOW + 8 * DAY);
    await order(2, -8, 1);
    await world.fold();
    expect(await historyOf(world, segmentId)).toEqual([
      entry(1, 'event'),
      exit(1, 'time', iso(TEST_NOW + 6 * DAY)),
      entry(1, 'event', iso(TEST_NOW + 8 * DAY)),
    ]);
  });

  it('ends with the merged customer, and begins with the surviving one', async () => {
    await order(1, 1);
    await world.fold();
    await merge(1, 2);
    expect(await historyOf(world, segmentId)).toEqual([
      entry(1, 'event'),
      exit(1, 'merge'),
      entry(2, 'merge'),
    ]);
    expect(await storedMembers(world, segmentId)).toEqual([2]);
  });

  it('is the same when a merge is told twice', async () => {
    await order(1, 1);
    await world.fold();
    await order(2, 1);
    await world.fold();
    await merge(1, 2, 'first');
    await merge(1, 2, 'again');
    expect(await historyOf(world, segmentId)).toEqual([
      entry(1, 'event'),
      entry(2, 'event'),
      exit(1, 'merge'),
    ]);
  });

  it.each([
    [
      'the older first',
      [
        [1, 2],
        [2, 3],
      ] as const,
    ],
    [
      'the newer first',
      [
        [2, 3],
        [1, 2],
      ] as const,
    ],
  ])('leaves the last of a chain of merges alone in it, %s', async (_, merges) => {
    for (const id of [1, 2, 3]) await order(id, id === 1 ? 1 : 30);
    await world.fold();
    for (const [gone, kept] of merges) await merge(gone, kept);
    expect(await storedMembers(world, segmentId)).toEqual([3]);
    expect(await netMoves()).toEqual(new Map([[3, 1]]));
  });

  it('keeps the count, and no name, of a redacted customer', async () => {
    await order(1, 1);
    await world.fold();
    await order(2, 1);
    await world.fold();
    await world.send({
      topic: 'customers/redact',
      body: { shop_domain: 'attune-test.myshopify.com', customer: { id: 1 }, orders_to_redact: [] },
    });
    await world.fold();
    expect(await historyOf(world, segmentId)).toEqual([
      expect.objectContaining({ shopper: null, entered: true, cause: 'event' }),
      expect.objectContaining({ shopper: 2, entered: true, cause: 'event' }),
      expect.objectContaining({ shopper: null, entered: false, cause: 'redact' }),
    ]);
  });

  it('ends with a deleted customer, whom it no longer names', async () => {
    await order(1, 1);
    await world.fold();
    await world.send({ topic: 'customers/delete', body: { id: 1 } });
    await world.fold();
    expect(await historyOf(world, segmentId)).toEqual([entry(null, 'event'), exit(null, 'event')]);
  });

  it('does not bring a deleted customer back by a merge into them', async () => {
    const none = await saveRule(world, 'None', 'NOT purchases.count >= 1');
    await settleMemberships(world);
    await order(1, 1);
    await order(2, 1);
    await world.fold();
    await world.send({ topic: 'customers/delete', body: { id: 2 } });
    await world.fold();
    await merge(1, 2);
    expect(await storedMembers(world, segmentId)).toEqual([]);
    expect(await storedMembers(world, none.id)).toEqual([]);
    expect((await historyOf(world, segmentId)).map(({ shopper }) => shopper)).toEqual(Array(4).fill(null));
  });

  it('gives nothing of a deleted customer to the one they are merged into', async () => {
    await order(1, 1);
    await order(2, 30);
    await world.fold();
    await world.send({ topic: 'customers/delete', body: { id: 1 } });
    await world.fold();
    await merge(1, 2);
    expect(await storedMembers(world, segmentId)).toEqual([]);
    expect(await world.rows(`SELECT id FROM orders WHERE customer_id = 'gid://shopify/Customer/2'`)).toEqual([
      { id: 'gid://shopify/Order/2' },
    ]);
  });

  it('says that the settings did it when the tiers change', async () => {
    const gold = await saveRule(world, 'Gold', 'loyalty.tier = "Gold"');
    await world.send({
      topic: 'customer.tags_added',
      body: { customerId: 'gid://shopify/Customer/3', tags: ['vip'], occurredAt: iso(TEST_NOW) },
    });
    await world.fold();
    await settleMemberships(world);
    expect(await storedMembers(world, gold.id)).toEqual([]);
    const settings = createShopSettingsStore(world.database);
    await settings.save(world.shopId as ShopId, { tiers: [{ name: 'Gold', tag: 'vip' }], exploration: 0 });
    await settleMemberships(world);
    expect(await historyOf(world, gold.id)).toEqual([entry(3, 'settings')]);
  });

  it('says that consent did it, when it is given and when it is taken back', async () => {
    const { id } = await saveRule(world, 'Newsletter', 'customer.email_marketing = true');
    await settleMemberships(world);
    const consent = (state: string, minute: number) =>
      world.send({
        topic: 'customers_email_marketing_consent/update',
        body: {
          customer_id: 3,
          email_marketing_consent: { state, consent_updated_at: iso(TEST_NOW + minute * 60_000) },
        },
        eventId: state,
      });
    await consent('subscribed', 1);
    await world.fold();
    await consent('unsubscribed', 2);
    await world.fold();
    expect(await historyOf(world, id)).toEqual([entry(3, 'consent'), exit(3, 'consent')]);
  });

  it('tells apart what an order did and what consent did, folded in one go', async () => {
    const { id } = await saveRule(world, 'Agreed', 'customer.tags CONTAINS "consent: health"');
    await settleMemberships(world);
    await order(1, 1);
    const told = { customerId: 'gid://shopify/Customer/1', occurredAt: iso(TEST_NOW) };
    await world.send({ topic: 'customer.tags_added', body: { ...told, tags: ['consent: health'] } });
    await world.fold();
    expect(await historyOf(world, segmentId)).toEqual([entry(1, 'event')]);
    expect(await historyOf(world, id)).toEqual([entry(1, 'consent')]);
  });

  it('says what was stored wrongly was put right', async () => {
    await order(1, 1);
    await world.fold();
    await world.rows(`UPDATE profile SET segment_ids = '{}', next_change_at = $1`, [
      new Date(TEST_NOW + DAY),
    ]);
    await world.rows('DELETE FROM membership_event');
    await saveRule(world, 'Other', 'purchases.count > 5');
    await settleMemberships(world);
    expect(await historyOf(world, segmentId)).toEqual([entry(1, 'recount')]);
  });

  it('goes with the segment', async () => {
    await order(1, 1);
    await world.fold();
    await createSegmentStore(world.database).remove(world.shopId as ShopId, segmentId);
    await settleMemberships(world);
    expect(await historyOf(world, segmentId)).toEqual([]);
    expect(await storedMembers(world, segmentId)).toEqual([]);
  });
});
