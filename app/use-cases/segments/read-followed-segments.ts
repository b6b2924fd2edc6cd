import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { FollowedSegmentStore } from '#app/ports/followed-segments.ts';
import type { InboxIntake, NewDelivery } from '#app/ports/inbox.ts';
import type { Log } from '#app/ports/log.ts';
import type { ShopHistory } from '#app/ports/shop-history.ts';
import { sentenceOf } from '#app/ports/shopify-rejected.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { partitionOf, shopperKey } from '../folding/receive-delivery.ts';

export interface ReadFollowedSegmentsDeps {
  readonly followed: FollowedSegmentStore;
  readonly history: Pick<ShopHistory, 'readSegmentMembers'>;
  readonly inbox: InboxIntake;
  readonly clock: Clock;
  readonly log: Log;
}

const DAY_MS = 86_400_000;
/** Segments a call; deliveries in one statement. */
const SEGMENTS = 4;
const DELIVERIES = 500;

/**
 * Reads the members of followed Shopify segments: at once when one is followed, then once a day, in case webhooks were lost.
 * What was read goes into the inbox as what Shopify would have told, dated when the reading began: so one fold keeps
 * memberships, and a webhook about something later wins. True when more may wait.
 */
export function createReadFollowedSegments(deps: ReadFollowedSegmentsDeps): () => Promise<boolean> {
  return async () => {
    const now = new Date(deps.clock.nowMs());
    const claimed = await deps.followed.claim(now, new Date(now.getTime() - DAY_MS), SEGMENTS);
    for (const { shop, id } of claimed) await readOne(deps, shop, id);
    return claimed.length === SEGMENTS;
  };
}

async function readOne(deps: ReadFollowedSegmentsDeps, shop: Shop, id: string): Promise<void> {
  const beganAt = new Date(deps.clock.nowMs());
  const members = new Set<CustomerId>();
  try {
    for await (const page of deps.history.readSegmentMembers(shop.domain, id)) {
      await tell(deps, shop, id, beganAt, page, true);
      page.forEach((customer) => members.add(customer));
    }
  } catch (error) {
    deps.log.warn({ shopId: shop.id, segmentId: id, err: error }, 'members of a Shopify segment not read');
    await deps.followed.markFailed(shop.id, id, sentenceOf(error));
    return;
  }
  const known = await deps.followed.knownCustomers(shop.id, id);
  const gone = known.filter((customer) => !members.has(customer));
  await tell(deps, shop, id, beganAt, gone, false);
  await deps.followed.markRead(shop.id, id, beganAt, members.size);
  deps.log.info({ shopId: shop.id, segmentId: id, members: members.size }, 'Shopify segment read');
}

async function tell(
  { inbox }: ReadFollowedSegmentsDeps,
  shop: Shop,
  segmentId: string,
  at: Date,
  customers: readonly CustomerId[],
  isMember: boolean,
): Promise<void> {
  const deliveries = customers.map((customerId): NewDelivery => {
    const body = JSON.stringify({ customer_id: customerId, segment_id: segmentId });
    const eventId = `read ${segmentId} ${customerId} ${at.toISOString()}`;
    return {
      shop: shop.domain,
      topic: isMember ? 'customer.joined_segment' : 'customer.left_segment',
      eventId,
      webhookId: eventId,
      apiVersion: null,
      triggeredAt: at,
      receivedAt: at,
      partition: partitionOf(shop.domain, shopperKey(body)),
      body,
    };
  });
  for (let from = 0; from < deliveries.length; from += DELIVERIES)
    await inbox.append(deliveries.slice(from, from + DELIVERIES));
}
