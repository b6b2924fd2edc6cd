import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '#app/adapters/system/log.ts';
import { startWorker, type RunningWorker } from '#app/worker.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { historyOf, saveRule, settleMemberships, storedMembers } from '#tests/support/memberships.ts';
import { insertRows } from '#tests/support/rows.ts';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

const SECOND = 1_000;
const DAYS_60 = 60 * 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();

let world: IngestionWorld;
let segmentId: string;
let worker: RunningWorker | null = null;
let ticking: NodeJS.Timeout | undefined;
beforeEach(async () => {
  world = await openIngestion();
  await world.rows('DELETE FROM segment; DELETE FROM backfill;');
  segmentId = (await saveRule(world, 'Buyers', 'purchases.count within 60 days >= 1')).id;
  await settleMemberships(world);
});
afterEach(async () => {
  clearInterval(ticking);
  await worker?.stop();
  worker = null;
  await world.close();
});

/** Lets the world's clock run at the rate of the wall's, from TEST_NOW on. */
function runClock(): void {
  const startedAt = performance.now();
  ticking = setInterval(() => world.clock.set(TEST_NOW + (performance.now() - startedAt)), 5);
}

/** A purchase that is 60 days old `inMs` after TEST_NOW. */
async function buy(id: number, inMs: number): Promise<void> {
  const at = iso(TEST_NOW + inMs - DAYS_60);
  await world.send({
    topic: 'orders/create',
    body: anOrder({ id, customer: { id }, processed_at: at, updated_at: at }),
  });
}

describe('a running worker', () => {
  it(
    'moves a shopper out of a 60-day window at the second, and not one before',
    { timeout: 30_000 },
    async () => {
      await buy(1, 3 * SECOND);
      await world.fold();
      runClock();
      worker = startWorker({
        reminders: { send: async () => null },
        localDecisions: { sync: async () => false },
        connections: { pull: async () => false },
        ingestion: world.ingestion,
        clock: world.clock,
        log: silentLog,
      });
      let lastSeenIn = 0;
      while ((await storedMembers(world, segmentId)).length > 0) {
        lastSeenIn = world.clock.nowMs();
        if (lastSeenIn > TEST_NOW + 20 * SECOND) throw new Error('still a member 17 seconds late');
        await sleep(10);
      }
      expect(world.clock.nowMs()).toBeGreaterThanOrEqual(TEST_NOW + 3 * SECOND);
      expect(lastSeenIn).toBeGreaterThan(TEST_NOW + SECOND);
      expect(
        (await historyOf(world, segmentId)).map(({ entered, cause, at }) => [entered, cause, at]),
      ).toEqual([
        [true, 'event', iso(TEST_NOW)],
        [false, 'time', iso(TEST_NOW + 3 * SECOND)],
      ]);
    },
  );
});

describe('workers that run at the same time', () => {
  it('move everybody whose second has come, each once', { timeout: 30_000 }, async () => {
    const shoppers = 700;
    const at = (TEST_NOW - DAYS_60) / SECOND + 3;
    const rows = Array.from({ length: shoppers }, (_, index) => {
      const purchase = { orderId: gid('Order', index), at, netMinor: 1, grossMinor: 1, lines: [] };
      const profile = { ...emptyProfile(gid('Customer', index + 1)), purchases: [purchase] };
      return {
        shop_id: world.shopId,
        ...profileColumns(profile),
        attribute_log: {},
        segment_ids: [segmentId],
        next_segment_ids: [],
        next_change_at: iso(TEST_NOW + 3 * SECOND),
        config_version: 1_000,
        updated_at: iso(TEST_NOW),
      };
    });
    await insertRows(world.database.pool, 'profile', rows);
    world.clock.set(TEST_NOW + 3 * SECOND - 1);
    await world.ingestion.work.moveDue();
    expect(await historyOf(world, segmentId)).toEqual([]);
    world.clock.set(TEST_NOW + 3 * SECOND);
    const drain = async (): Promise<void> => {
      while ((await world.ingestion.work.moveDue()) === 0);
    };
    await Promise.all([drain(), drain(), drain()]);
    // Whoever was held by another worker when all had looked is moved in its next round.
    await drain();
    const moved = await historyOf(world, segmentId);
    expect(moved).toHaveLength(shoppers);
    expect(new Set(moved.map(({ shopper }) => shopper)).size).toBe(shoppers);
    expect(new Set(moved.map(({ at: when }) => when))).toEqual(new Set([iso(TEST_NOW + 3 * SECOND)]));
    expect(await storedMembers(world, segmentId)).toEqual([]);
  });
});
