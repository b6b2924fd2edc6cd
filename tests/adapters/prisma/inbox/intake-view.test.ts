import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntakeView } from '#app/adapters/prisma/inbox/intake-view.ts';
import { createDataCensusStore } from '#app/adapters/prisma/shops/data-census-store.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { readIntakeHealth } from '#app/use-cases/quality/intake-health.ts';
import { createTakeCensus } from '#app/use-cases/quality/take-census.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

const WEEK_SECONDS = 7 * 86_400;
let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
});
afterAll(() => world.close());

async function send(id: number, secondsAgo: number, happenedSecondsAgo: number): Promise<void> {
  world.clock.set(TEST_NOW - secondsAgo * 1000);
  const triggeredAt = new Date(TEST_NOW - happenedSecondsAgo * 1000).toISOString();
  const eventId = `event-${id}`;
  await world.send({
    topic: 'orders/create',
    body: anOrder({ id, customer: { id: 7 } }),
    triggeredAt,
    eventId,
  });
}

const read = () => {
  world.clock.set(TEST_NOW);
  return readIntakeHealth(
    { intake: createIntakeView(world.database), clock: world.clock },
    { domain: SHOP_DOMAIN },
  );
};

describe('the health of a topic', () => {
  it('tells lateness, what came twice, and what came out of order', async () => {
    await send(1, 40, 50);
    await send(2, 30, 32);
    await send(3, 20, 3_600);
    await send(3, 10, 3_600);
    const { topics, alarms } = await read();
    expect(topics).toEqual([
      expect.objectContaining({
        topic: 'orders/create',
        deliveries: 3,
        repeated: 1,
        outOfOrder: 1,
        waiting: 3,
      }),
    ]);
    expect(topics[0]).toMatchObject({
      lateHalf: 30,
      lateP99: 3_600,
      usual: null,
      newestAt: TEST_NOW / 1000 - 10,
    });
    expect(alarms).toEqual([]);
  });

  it('knows what is usual once the shop has been here for a week and a day', async () => {
    await send(4, WEEK_SECONDS + 3_700, WEEK_SECONDS + 3_701);
    await send(5, WEEK_SECONDS + 2 * 86_400, WEEK_SECONDS + 2 * 86_400);
    const { topics, hours } = await read();
    expect(topics[0]?.usual).toEqual({ low: 0, high: 3 });
    expect(hours.map(({ deliveries }) => deliveries).reduce((sum, count) => sum + count, 0)).toBe(3);
  });

  it('counts what is refused, and empties the backlog when it is folded', async () => {
    await world.send({ topic: 'orders/create', body: '{"id":', eventId: 'broken' });
    await world.fold();
    expect((await read()).topics[0]).toMatchObject({ waiting: 0, quarantined: 1, oldestWaitingAt: null });
  });
});

describe('a census', () => {
  it('counts fields and joins of a shop once an hour', async () => {
    const census = createDataCensusStore(world.database.pool);
    const at = new Date(world.clock.now() * 1_000 - 60_000).toISOString();
    const seen = { clientId: 'browser', at, productId: '7' };
    const lasted = { name: 'view_lasted', viewId: 'view-1', viewedAt: at, lastedMs: 20_000 };
    await world.sendPixel([
      { ...seen, id: 'view-1', name: 'product_viewed' },
      { ...seen, id: 'lasted-1', ...lasted },
      { ...seen, id: 'view-2', name: 'product_viewed' },
    ]);
    await world.fold();
    const take = createTakeCensus({ census, clock: world.clock });
    expect(await census.find(world.shopId as ShopId)).toBeNull();
    expect([await take(), await take()]).toEqual([true, false]);
    const found = await census.find(world.shopId as ShopId);
    const orders = found?.completeness.find(({ kind }) => kind === 'orders');
    expect(orders).toMatchObject({ all: 5 });
    expect(orders?.fields).toContainEqual({ field: 'customer', filled: 5 });
    expect(found?.completeness.find(({ kind }) => kind === 'views')).toEqual({
      kind: 'views',
      all: 2,
      fields: [
        { field: 'customer', filled: 0 },
        { field: 'time on the page', filled: 1 },
      ],
    });
    expect(found?.joins).toContainEqual({
      join: 'Products bought that the catalog does not know',
      all: 1,
      unmatched: 1,
    });
  });
});
