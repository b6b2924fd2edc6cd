import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntakeView } from '#app/adapters/prisma/inbox/intake-view.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

const DAY = 86_400;
let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
});
afterAll(() => world.close());

const now = TEST_NOW / 1000;
const tally = () => createIntakeView(world.database).tallyByTopic(SHOP_DOMAIN, now - DAY, now);
async function send(id: number, secondsAgo: number, happenedSecondsAgo: number): Promise<void> {
  world.clock.set(TEST_NOW - secondsAgo * 1000);
  const triggeredAt = new Date(TEST_NOW - happenedSecondsAgo * 1000).toISOString();
  await world.send({ topic: 'orders/create', body: anOrder({ id }), triggeredAt });
}

describe('the tally of a topic', () => {
  it('tells lateness, what came out of order, and that no week before is known', async () => {
    await send(1, 40, 50);
    await send(2, 30, 32);
    await send(3, 20, 3_620);
    const [orders] = await tally();
    expect(orders).toMatchObject({ pending: 3, folded: 0, outOfOrder: 1, weekBefore: null, foldP99: null });
    expect(orders?.lateness).toEqual({ median: 10, p99: 3_600 });
  });

  it('counts the same hours a week before, once the shop has been here longer', async () => {
    await send(4, 7 * DAY + 100, 7 * DAY + 101);
    await send(5, 9 * DAY, 9 * DAY + 1);
    expect((await tally())[0]).toMatchObject({ pending: 3, weekBefore: 1 });
  });
});
