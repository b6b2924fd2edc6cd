import type { PastItem } from '#app/domain/campaigns/decision.ts';
import type { ShopId, ShopperId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';

export interface PastItemsQuestion {
  readonly since: Instant;
  /** The token of the checkout that asks. */
  readonly exceptCheckout: string | null;
}

/** What a shopper saw, tapped and dismissed in earlier checkouts. */
export interface PastItems {
  /** One for each item and checkout, the newest first, at most 500. */
  find(shopId: ShopId, shopperId: ShopperId, question: PastItemsQuestion): Promise<readonly PastItem[]>;
}
