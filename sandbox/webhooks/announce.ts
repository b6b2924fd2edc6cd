/** Turns what happens in the shop into webhooks, as long as the app is installed. */
import type { InstallationStore } from '#sandbox/access/installation.ts';
import { segmentChangesOf } from '#sandbox/shop/segments.ts';
import type { Shop, ShopEvent } from '#sandbox/shop/shop.ts';
import type { Deliverer, Outgoing } from './deliver.ts';
import { cartPayload, checkoutPayload } from './payloads/checkout.ts';
import { customerPayload, segmentChangePayload, tagsPayload } from './payloads/customer.ts';
import { orderPayload } from './payloads/order.ts';
import { inventoryLevelPayload, productPayload, variantStockPayload } from './payloads/product.ts';
import { refundPayload } from './payloads/refund.ts';

/** The webhook of an event. `origin` is where the sandbox serves the pictures. */
export function outgoingOf(shop: Shop, event: ShopEvent, origin: string): Outgoing {
  const { topic } = event;
  switch (topic) {
    case 'orders/create':
    case 'orders/paid':
      return { topic, payload: orderPayload(event.order), triggeredAt: event.order.createdAt };
    case 'orders/updated':
    case 'orders/cancelled':
      return { topic, payload: orderPayload(event.order), triggeredAt: event.order.updatedAt };
    case 'refunds/create':
      return { topic, payload: refundPayload(event.refund), triggeredAt: event.refund.createdAt };
    case 'customers/create':
    case 'customers/update':
      return { topic, payload: customerPayload(event.customer), triggeredAt: event.customer.updatedAt };
    case 'customer.tags_added':
    case 'customer.tags_removed':
      return { topic, payload: tagsPayload(event.customer, event.tags, event.at), triggeredAt: event.at };
    case 'carts/create':
    case 'carts/update':
      return { topic, payload: cartPayload(shop, event.cart), triggeredAt: event.cart.updatedAt };
    case 'checkouts/create':
    case 'checkouts/update':
      return { topic, payload: checkoutPayload(shop, event.checkout), triggeredAt: event.checkout.updatedAt };
    case 'products/update':
      return { topic, payload: productPayload(event.product, origin), triggeredAt: event.product.updatedAt };
    case 'inventory_levels/update':
      return { topic, payload: inventoryLevelPayload(event.product), triggeredAt: event.product.updatedAt };
    case 'variants/in_stock':
    case 'variants/out_of_stock':
      return { topic, payload: variantStockPayload(event.product), triggeredAt: event.product.updatedAt };
  }
}

/** Sends the webhook of every event while the app is installed; answers how to stop. */
export function announceEvents(
  shop: Shop,
  deliverer: Deliverer,
  installation: InstallationStore,
  originOf: () => string,
): () => void {
  return shop.subscribe((event) => {
    if (installation.read().installedAt === null) return;
    const outgoing = outgoingOf(shop, event, originOf());
    deliverer.send(outgoing);
    for (const { topic, customer, segment } of segmentChangesOf(event)) {
      const payload = segmentChangePayload(shop.identity, customer, segment.id);
      deliverer.send({ topic, payload, triggeredAt: outgoing.triggeredAt });
    }
  });
}
