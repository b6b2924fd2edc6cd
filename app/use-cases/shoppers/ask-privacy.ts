import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { legacyId } from '#app/domain/kernel/ids.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { InboxIntake } from '#app/ports/inbox.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { partitionOf } from '../folding/receive-delivery.ts';

export interface AskPrivacyPorts {
  readonly inbox: InboxIntake;
  readonly clock: Clock;
}

/** Shopify's topics for the same two wishes. */
const TOPICS = { export: 'customers/data_request', erase: 'customers/redact' } as const;
export type PrivacyWish = keyof typeof TOPICS;

/**
 * A merchant's own wish to export or erase a customer goes the way of Shopify's requests: into the inbox, so that it is carried out once,
 * after what came before it, by the same code, with the same receipt. A wish with the same `asked` is the same one, and told once: false then.
 */
export async function askPrivacy(
  { inbox, clock }: AskPrivacyPorts,
  shop: Pick<Shop, 'domain'>,
  wish: PrivacyWish,
  customerId: CustomerId,
  asked: string | number = clock.nowMs(),
): Promise<boolean> {
  const now = clock.nowMs();
  const id = legacyId(customerId);
  const eventId = `admin-${wish}-${id}-${asked}`;
  const body = JSON.stringify({
    shop_domain: shop.domain,
    customer: { id },
    ...(wish === 'export' ? { orders_requested: [], data_request: { id: now } } : { orders_to_redact: [] }),
  });
  const added = await inbox.append([
    {
      shop: shop.domain,
      topic: TOPICS[wish],
      eventId,
      webhookId: eventId,
      apiVersion: null,
      triggeredAt: new Date(now),
      receivedAt: new Date(now),
      partition: partitionOf(shop.domain, `customer:${id}`),
      body,
    },
  ]);
  return added === 1;
}
