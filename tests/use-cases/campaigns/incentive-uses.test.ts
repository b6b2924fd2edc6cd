import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createIncentiveStore } from '#app/adapters/prisma/campaigns/incentive-store.ts';
import { createIncentiveUses } from '#app/adapters/prisma/campaigns/incentive-uses.ts';
import { campaignDraft } from '#app/contracts/campaign-content.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { gid, type ShopId } from '#app/domain/kernel/ids.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { aLine, anOrder } from '#tests/support/webhook-payloads.ts';

let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
});
afterAll(() => world.close());
beforeEach(() => world.rows('TRUNCATE orders, refund, profile, inbox_delivery, campaign CASCADE'));

interface Budget {
  readonly orders?: number;
  readonly amount?: { readonly amountMinor: number; readonly currency: string };
}
const shopId = () => world.shopId as ShopId;
const campaigns = () => createCampaignStore({ pool: world.database.pool });
const store = () => createIncentiveStore(world.database.pool);
const draftOf = (title: string, budget: Budget) =>
  campaignDraft.parse({
    kind: 'incentive',
    name: title,
    status: 'running',
    priority: 50,
    audience: [],
    excluded: [],
    placements: ['checkout.block'],
    content: {
      title,
      body: 'Thanks.',
      value: { kind: 'percent', percent: 10 },
      appliesTo: { kind: 'order' },
      budget,
    },
  });
const create = async (title: string, budget: Budget = {}): Promise<string> => {
  const created = await campaigns().create(shopId(), draftOf(title, budget));
  invariant(created.ok, 'the campaign is stored');
  return created.value.id;
};
/** An order that got so many pounds off its line and off its shipping. */
const order = (id: number, title: string, line: string, patch: object = {}) =>
  anOrder({
    id,
    line_items: [aLine({ discount_allocations: [{ amount: line, discount_application_index: 0 }] })],
    shipping_lines: [{ discount_allocations: [{ amount: '0.50', discount_application_index: 0 }] }],
    discount_applications: [{ type: 'automatic', title }],
    ...patch,
  });
const send = async (...bodies: object[]): Promise<void> => {
  for (const body of bodies) await world.send({ topic: 'orders/updated', body });
  await world.fold();
};
const used = (id: string) => store().used(shopId(), id, 'GBP');
/** Transactions that wait for another one. */
const waiting = async () => {
  const [row] = await world.rows<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return row?.count;
};
const spent = () => store().spentCampaigns(shopId());

describe('what orders got of an incentive', () => {
  it('counts an order once, with all it got, however often its news comes', async () => {
    const id = await create('Gold');
    await send(order(1, 'Gold', '1.30'), order(1, 'Gold', '1.30', { updated_at: '2026-11-20T10:05:00Z' }));
    await send(order(2, 'Gold', '2.00'));
    expect(await used(id)).toEqual({ orders: 2, amountMinor: 430 });
  });

  it('leaves to the merchant a discount that no incentive has, and one with a code', async () => {
    const id = await create('Gold');
    const applications = [{ type: 'discount_code', title: 'Gold' }];
    await send(
      order(1, 'Black Friday', '1.30'),
      order(2, 'Gold', '1.30', { discount_applications: applications }),
    );
    await send(order(3, 'Gold', '1.30', { test: true }));
    expect(await used(id)).toEqual({ orders: 0, amountMinor: 0 });
  });

  it('is known by a title that it had before', async () => {
    const id = await create('Gold');
    const renamed = await campaigns().update(shopId(), id, 1, draftOf('Golden', {}));
    expect(renamed.ok).toBe(true);
    await send(order(1, 'Gold', '1.30'));
    expect((await used(id)).orders).toBe(1);
  });

  it('spends the budget of orders, and a cancelled order gives it back', async () => {
    const id = await create('Gold', { orders: 2 });
    await send(order(1, 'Gold', '1.30'));
    expect(await spent()).toEqual([]);
    await send(order(2, 'Gold', '1.30'));
    expect(await spent()).toEqual([id]);
    await send(
      order(2, 'Gold', '1.30', { updated_at: '2026-11-21T10:00:00Z', cancelled_at: '2026-11-21T10:00:00Z' }),
    );
    expect(await spent()).toEqual([]);
    expect((await used(id)).orders).toBe(1);
  });

  it('spends the budget in all at the penny that reaches it', async () => {
    const id = await create('Gold', { amount: { amountMinor: 360, currency: 'GBP' } });
    await send(order(1, 'Gold', '1.29'), order(2, 'Gold', '1.30'));
    expect(await spent()).toEqual([]);
    await send(order(2, 'Gold', '1.31', { updated_at: '2026-11-20T11:00:00Z' }));
    expect(await spent()).toEqual([id]);
  });

  it('spends the budget when two workers bring its last orders at the same time', async () => {
    const id = await create('Gold', { orders: 3 });
    await send(order(1, 'Gold', '1.30'), order(2, 'Other', '1.30'), order(3, 'Other', '1.30'));
    const bring = (number: number, mayCommit: Promise<true>, isWritten?: (yes: true) => void) =>
      inTransaction(world.database.pool, async (client) => {
        const news = { id: gid('Order', number), currency: 'GBP', processedAt: 1_795_348_800 };
        await createIncentiveUses(client, world.shopId).replace(news, [{ title: 'Gold', amountMinor: 130 }]);
        isWritten?.(true);
        await mayCommit;
      });
    const written = Promise.withResolvers<true>();
    const commit = Promise.withResolvers<true>();
    const first = bring(2, commit.promise, written.resolve);
    await written.promise;
    const second = bring(3, Promise.resolve(true));
    await Promise.race([second, expect.poll(waiting).toBe(1)]);
    commit.resolve(true);
    await Promise.all([first, second]);
    expect((await used(id)).orders).toBe(3);
    expect(await spent()).toEqual([id]);
  });

  it('gives back what a deleted order took', async () => {
    const id = await create('Gold', { orders: 1 });
    await send(order(1, 'Gold', '1.30'));
    expect(await spent()).toEqual([id]);
    await world.send({ topic: 'orders/delete', body: { id: 1 } });
    await world.fold();
    expect(await spent()).toEqual([]);
  });
});
