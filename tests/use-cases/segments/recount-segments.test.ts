import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecountStore } from '#app/adapters/prisma/segments/recount-store.ts';
import { createSegmentRecounter } from '#app/adapters/prisma/rules/segment-recounter.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { historyOf, saveRule, settleMemberships, storedMembers } from '#tests/support/memberships.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
/** Three in the morning in London, the night after TEST_NOW. */
const NIGHT = Date.parse('2026-11-23T03:00:00.000Z');

let world: IngestionWorld;
let shopId: ShopId;
let segmentId: string;
beforeEach(async () => {
  world = await openIngestion();
  await world.rows('DELETE FROM segment; DELETE FROM backfill;');
  shopId = world.shopId as ShopId;
  segmentId = (await saveRule(world, 'Recent', 'purchases.count within 7 days >= 1')).id;
  await order(1, 1);
  await order(2, 30);
  await order(3, 2);
  await world.fold();
  await settleMemberships(world);
});
afterEach(() => world.close());

const customer = (id: number): string => `gid://shopify/Customer/${id}`;
async function order(id: number, daysAgo: number, shopper = id): Promise<void> {
  const at = new Date(world.clock.nowMs() - daysAgo * DAY).toISOString();
  const body = anOrder({ id, customer: { id: shopper }, processed_at: at, updated_at: at });
  await world.send({ topic: 'orders/create', body, eventId: `order ${id}` });
}
const recountAt = async (ms: number): Promise<void> => {
  world.clock.set(ms);
  await settleMemberships(world);
  await world.ingestion.work.recountNightly(new AbortController().signal);
};
const newest = async () => (await createRecountStore(world.database.pool).newest(shopId))[0];
const corrupt = (id: number, segmentIds: readonly string[]) =>
  world.rows('UPDATE profile SET segment_ids = $2 WHERE shopper_id = $1', [customer(id), segmentIds]);

describe('the nightly recount', () => {
  it('finds nothing where every stored membership is right', async () => {
    await recountAt(NIGHT);
    expect(await newest()).toEqual({
      segmentId,
      at: NIGHT / 1000,
      members: 2,
      checked: 3,
      mismatches: 0,
      remaining: 0,
      sample: [],
      problem: null,
    });
  });

  it('finds wrong memberships, puts them right, and says whose they were and why they changed', async () => {
    await corrupt(1, []);
    await corrupt(2, [segmentId]);
    await recountAt(NIGHT);
    expect(await newest()).toMatchObject({
      members: 2,
      mismatches: 2,
      remaining: 0,
      sample: [customer(1), customer(2)],
    });
    expect(await storedMembers(world, segmentId)).toEqual([1, 3]);
    const repairs = (await historyOf(world, segmentId)).filter(({ cause }) => cause === 'recount');
    expect(repairs.map(({ shopper, entered }) => [shopper, entered])).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  it('puts a profile right that lost what the stored orders say', async () => {
    await world.rows(
      `UPDATE profile SET data = (SELECT data FROM profile WHERE shopper_id = $2), segment_ids = '{}', next_change_at = NULL
        WHERE shopper_id = $1`,
      [customer(1), customer(2)],
    );
    await recountAt(NIGHT);
    expect(await newest()).toMatchObject({ mismatches: 1, remaining: 0 });
    expect(await storedMembers(world, segmentId)).toEqual([1, 3]);
    world.clock.set(TEST_NOW + 6 * DAY);
    await settleMemberships(world);
    expect(await storedMembers(world, segmentId)).toEqual([]);
  });

  it('leaves shoppers alone who are right', async () => {
    await corrupt(1, []);
    const updated = () => world.rows('SELECT updated_at FROM profile WHERE shopper_id = $1', [customer(3)]);
    const before = await updated();
    await recountAt(NIGHT);
    expect(await updated()).toEqual(before);
  });

  it('checks memberships that were decided before a campaign was changed', async () => {
    await world.rows('UPDATE shop SET config_version = config_version + 1');
    await recountAt(NIGHT);
    expect(await newest()).toMatchObject({ checked: 3 });
  });

  it('leaves out memberships that wait to be decided again', async () => {
    await corrupt(1, []);
    await world.rows('UPDATE profile SET config_version = -1 WHERE shopper_id = $1', [customer(1)]);
    const recount = await createSegmentRecounter(world.database.pool, world.clock).recount(shopId, segmentId);
    expect(recount).toMatchObject({ checked: 2, mismatches: 0 });
  });

  it('counts nothing while history is read or a rule is built', async () => {
    const recounter = createSegmentRecounter(world.database.pool, world.clock);
    await world.rows(`INSERT INTO backfill (shop_id, step, status) VALUES ($1, 'orders', 'reading')`, [
      shopId,
    ]);
    expect(await recounter.recount(shopId, segmentId)).toBeNull();
    await world.rows('DELETE FROM backfill');
    await saveRule(world, 'Recent', 'purchases.count within 8 days >= 1');
    expect(await recounter.recount(shopId, segmentId)).toBeNull();
  });

  it('does not count a deleted customer as one that is missing', async () => {
    const { id } = await saveRule(world, 'None', 'NOT purchases.count >= 1');
    await world.send({ topic: 'customers/delete', body: { id: 1 } });
    await world.fold();
    await settleMemberships(world);
    const recount = await createSegmentRecounter(world.database.pool, world.clock).recount(shopId, id);
    expect(recount).toMatchObject({ members: 0, mismatches: 0 });
  });

  it('forgets whom it named when they are redacted', async () => {
    await corrupt(1, []);
    await recountAt(NIGHT);
    await world.send({
      topic: 'customers/redact',
      body: { shop_domain: 'attune-test.myshopify.com', customer: { id: 1 }, orders_to_redact: [] },
    });
    await world.fold();
    expect(await newest()).toMatchObject({ mismatches: 1, sample: [] });
  });
});

describe('when a shop is recounted', () => {
  const countOf = async () => (await world.rows('SELECT FROM segment_recount')).length;

  it('is once each night of its own', async () => {
    await recountAt(NIGHT);
    await recountAt(NIGHT + HOUR / 2);
    expect(await countOf()).toBe(1);
    await recountAt(NIGHT + DAY - 2 * HOUR);
    expect(await countOf()).toBe(1);
    await recountAt(NIGHT + DAY);
    expect(await countOf()).toBe(2);
  });

  it('follows the zone of the shop', async () => {
    await recountAt(NIGHT);
    await world.rows(`UPDATE shop SET timezone = 'America/Los_Angeles'`);
    await recountAt(NIGHT + DAY);
    expect(await countOf()).toBe(1);
    await recountAt(NIGHT + DAY + 8 * HOUR);
    expect(await countOf()).toBe(2);
  });

  it('is at any hour after a night was missed, and for a shop that never was', async () => {
    await recountAt(TEST_NOW);
    expect(await countOf()).toBe(1);
    await recountAt(TEST_NOW + DAY);
    expect(await countOf()).toBe(1);
    await recountAt(TEST_NOW + DAY + 12 * HOUR);
    expect(await countOf()).toBe(2);
  });

  it('is by one process of several', async () => {
    world.clock.set(NIGHT);
    const { signal } = new AbortController();
    await Promise.all([1, 2, 3].map(() => world.ingestion.work.recountNightly(signal)));
    expect(await countOf()).toBe(1);
  });
});

describe('a recount while the world goes on', () => {
  it('finds no mismatch where orders are folded and seconds pass', { timeout: 60_000 }, async () => {
    const { id } = await saveRule(world, 'Just now', 'purchases.last within 1 minutes');
    await settleMemberships(world);
    const recounter = createSegmentRecounter(world.database.pool, world.clock);
    let isOver = false;
    // Each of thirty shoppers buys every 70 seconds, and is out of the segment for the last ten of them.
    const live = async (): Promise<void> => {
      for (let step = 0; step < 22; step += 1) {
        const orders = [0, 1, 2].map((which) => step * 3 + which);
        await Promise.all(orders.map((number) => order(1_000 + number, 0, 10 + (number % 30))));
        for (let second = 0; second < 7; second += 1) {
          world.clock.set(world.clock.nowMs() + SECOND);
          await Promise.all([world.fold(), world.ingestion.work.moveDue()]);
        }
      }
      isOver = true;
    };
    const found: number[] = [];
    let sawMembers = false;
    const recount = async (): Promise<void> => {
      while (!isOver) {
        const counted = await recounter.recount(shopId, id);
        found.push(counted?.mismatches ?? 0);
        sawMembers ||= (counted?.members ?? 0) > 0;
      }
    };
    await Promise.all([live(), recount(), recount()]);
    expect(found.length).toBeGreaterThan(50);
    expect(sawMembers).toBe(true);
    const exits = (await historyOf(world, id)).filter(({ entered }) => !entered);
    expect(exits.length).toBeGreaterThan(20);
    expect(found.filter((mismatches) => mismatches > 0)).toEqual([]);
  });
});
