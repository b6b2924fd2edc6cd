import type { Result } from '#app/domain/kernel/result.ts';
import type { PendingDelivery, QuarantineReason } from './inbox.ts';
import type { ShopNews } from './shop-news.ts';

/** Reads a delivery's body by its topic. Refuses an unknown topic, text that is no JSON, and a payload it cannot read. */
export type DeliveryParser = (
  delivery: Pick<PendingDelivery, 'topic' | 'body' | 'receivedAt' | 'triggeredAt'>,
) => Result<ShopNews, QuarantineReason>;
