import type { IngestionWorld } from '#tests/support/ingestion.ts';

/** Leaves nothing of what browsers did, of carts, orders and profiles. */
export async function clearVisits(world: IngestionWorld): Promise<void> {
  await world.rows(
    'TRUNCATE inbox_delivery, shopper_activity, visitor, visitor_token, open_cart, orders, profile',
  );
}
