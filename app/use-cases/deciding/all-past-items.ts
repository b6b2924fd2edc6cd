import { MAX_LIMIT_DAYS } from '#app/contracts/campaign-content.ts';
import type { PastItem } from '#app/domain/campaigns/decision.ts';
import type { ShopId, ShopperId } from '#app/domain/kernel/ids.ts';
import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import type { PastItems } from '#app/ports/past-items.ts';

/** What a shopper saw, tapped and dismissed, as far back as any limit may ask: for questions that no checkout asks. */
export function allPastItems(
  pastItems: PastItems,
  shopId: ShopId,
  shopperId: ShopperId,
  now: Instant,
): Promise<readonly PastItem[]> {
  const since = now - MAX_LIMIT_DAYS * SECONDS.day;
  return pastItems.find(shopId, shopperId, { since, exceptCheckout: null });
}
