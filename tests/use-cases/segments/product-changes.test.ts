import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSegmentRecounter } from '#app/adapters/prisma/rules/segment-recounter.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { historyOf, saveRule, settleMemberships, storedMembers } from '#tests/support/memberships.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

let world: IngestionWorld;
let mugs: string;
beforeEach(async () => {
  world = await openIngestion();
  await world.rows('DELETE FROM segment; DELETE FROM backfill;');
  await product(1, 'Mug', -10);
  await product(2, 'Bowl', -10);
  mugs = (await saveRule(world, 'Mugs', 'purchases.count of type "Mug" >= 1')).id;
  await order(1, 1);
  await order(2, 2);
  await settleMemberships(world);
});
afterEach(() => world.close());

async function product(id: number, type: string, minute: number, title = `Product ${id}`): Promise<void> {
  const at = new Date(TEST_NOW + minute * 60_000).toISOString();
  const body = {
    id,
    title,
    handle: `product-${id}`,
    vendor: 'Maker',
    product_type: type,
    tags: '',
    status: 'active',
    published_at: at,
    updated_at: at,
    variants: [{ id: id * 10, product_id: id, title: 'Default', price: '1.00', position: 1 }],
    variant_gids: [{ admin_graphql_api_id: `gid://shopify/ProductVariant/${id * 10}` }],
  };
  await world.send({ topic: 'products/update', body, eventId: `product ${id} ${minute}` });
  await world.fold();
}
async function order(id: number, productId: number): Promise<void> {
  const line = {
    id: id * 100,
    product_id: productId,
    variant_id: productId * 10,
    quantity: 1,
    current_quantity: 1,
    price: '5.00',
    title: 'A thing',
    properties: [],
  };
  await world.send({
    topic: 'orders/create',
    body: anOrder({ id, customer: { id }, line_items: [line] }),
    eventId: `order ${id}`,
  });
  await world.fold();
}
const waiting = async () =>
  (
    await world.rows(
      'SELECT FROM profile WHERE config_version = -1 UNION ALL SELECT FROM product WHERE traits_changed_at IS NOT NULL',
    )
  ).length;

describe('a product that becomes another one', () => {
  it('moves who bought it, as news of theirs', async () => {
    expect(await storedMembers(world, mugs)).toEqual([1]);
    await product(1, 'Vase', 2);
    await product(2, 'Mug', 2);
    await settleMemberships(world);
    expect(await storedMembers(world, mugs)).toEqual([2]);
    const moves = (await historyOf(world, mugs)).slice(-2);
    expect(moves.map(({ shopper, entered, cause }) => [shopper, entered, cause]).sort()).toEqual([
      [1, false, 'event'],
      [2, true, 'event'],
    ]);
    expect(await waiting()).toBe(0);
  });

  it('is no mismatch to the recount meanwhile', async () => {
    const recounter = createSegmentRecounter(world.database.pool, world.clock);
    await product(1, 'Vase', 2);
    expect(await recounter.recount(world.shopId as ShopId, mugs)).toBeNull();
    await settleMemberships(world);
    expect(await recounter.recount(world.shopId as ShopId, mugs)).toMatchObject({
      members: 0,
      mismatches: 0,
    });
  });

  it('has nobody looked at again for its title', async () => {
    await product(1, 'Mug', 2, 'A mug');
    expect(await waiting()).toBe(0);
  });

  it('has nobody looked at again where no rule asks', async () => {
    await saveRule(world, 'Mugs', 'purchases.count >= 1');
    await settleMemberships(world);
    const before = await world.rows('SELECT xmin::text FROM profile ORDER BY shopper_id');
    await product(1, 'Vase', 2);
    await settleMemberships(world);
    expect(await world.rows('SELECT xmin::text FROM profile ORDER BY shopper_id')).toEqual(before);
    expect(await waiting()).toBe(0);
  });

  it('moves who bought it when it is deleted', async () => {
    const triggeredAt = new Date(TEST_NOW).toISOString();
    await world.send({ topic: 'products/delete', body: { id: 1 }, triggeredAt });
    await world.fold();
    await settleMemberships(world);
    expect(await storedMembers(world, mugs)).toEqual([]);
  });
});
