import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProductTraits } from '#app/adapters/prisma/catalog/product-traits.ts';
import { createShopperScan } from '#app/adapters/prisma/shoppers/shopper-scan.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { explainMembership } from '#app/use-cases/segments/explain-membership.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
  for (const id of [1, 2])
    await world.send({
      topic: 'orders/create',
      body: anOrder({ id, customer: { id } }),
      eventId: `order ${id}`,
    });
  const merge = {
    admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/2',
    admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/1',
    status: 'completed',
  };
  await world.send({ topic: 'customers/merge', body: merge });
  await world.send({ topic: 'customers/create', body: { id: 3 }, eventId: 'third' });
  await world.fold();
  await world.send({ topic: 'customers/delete', body: { id: 3 }, eventId: 'third gone' });
  await world.fold();
});
afterAll(() => world.close());

async function explain(shopper: string) {
  const { pool } = world.database;
  const shop = await createShopStore(pool).findByDomain(SHOP_DOMAIN);
  if (!shop) throw new Error('the test shop is installed');
  const ports = {
    shoppers: createShopperScan(world.database),
    traits: createProductTraits(pool),
    clock: world.clock,
  };
  return explainMembership(ports, { shop, rule: 'purchases.count < 2', shopper });
}

describe('explainMembership', () => {
  it('tells of a customer who was merged what holds for the one who is left', async () => {
    const ofSurvivor = { ok: true, value: { shopperId: 'gid://shopify/Customer/2', isMember: false } };
    expect(await explain('1')).toMatchObject(ofSurvivor);
    expect(await explain('2')).toMatchObject(ofSurvivor);
  });

  it('knows no customer who was deleted: they are in nothing', async () => {
    expect(await explain('3')).toEqual({ ok: false, failure: { kind: 'unknown-shopper', given: '3' } });
    expect(await explain('4')).toEqual({ ok: false, failure: { kind: 'unknown-shopper', given: '4' } });
  });
});
