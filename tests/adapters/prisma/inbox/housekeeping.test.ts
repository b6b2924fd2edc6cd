import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHousekeeping } from '#app/adapters/prisma/inbox/housekeeping.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';

let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
});
afterAll(() => world.close());

it('removes what was refused of shops that are not here after ninety days, and leaves a shop’s own to its settings', async () => {
  const insert = `INSERT INTO inbox_delivery (shop, topic, event_id, webhook_id, partition, body, status, received_at)
    VALUES ($1, 'orders/create', $2, 'w', 1, 'a body', 'quarantined', $3)`;
  const ago = (days: number) => new Date(TEST_NOW - days * 86_400_000);
  await world.rows(insert, ['gone.myshopify.com', 'old', ago(91)]);
  await world.rows(insert, ['gone.myshopify.com', 'new', ago(89)]);
  await world.rows(insert, [SHOP_DOMAIN, 'own', ago(91)]);
  await createHousekeeping(world.database.pool).run(new Date(TEST_NOW));
  expect(await world.rows('SELECT event_id FROM inbox_delivery ORDER BY event_id')).toEqual([
    { event_id: 'new' },
    { event_id: 'own' },
  ]);
});
