import { isoOf } from '#sandbox/shop/time.ts';
import type { World } from '#sandbox/world.ts';

/** What GET /control/status answers. */
export function statusOf({
  shop,
  installation,
  deliverer,
  replay,
  bulk,
  buildMs,
}: World): Record<string, unknown> {
  const { anchor, installedAt, scopes } = installation.read();
  return {
    shop: shop.identity.domain,
    buildMs,
    anchor: isoOf(anchor),
    installed: installedAt !== null,
    scopes,
    products: shop.products.length,
    customers: shop.customers.length,
    orders: shop.orders.length,
    returns: shop.returns,
    heldBack: shop.heldBack().length,
    replay: replay.status(),
    deliveries: { ...deliverer.log.counts(), pending: deliverer.pending() },
    bulkOperations: bulk.list().map(({ id, status, objectCount }) => ({ id, status, objectCount })),
  };
}
