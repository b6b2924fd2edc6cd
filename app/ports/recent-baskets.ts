import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ProductId, ShopId } from '#app/domain/kernel/ids.ts';

/** What was bought in one order. */
export interface Basket {
  readonly at: Instant;
  readonly country: string | null;
  /** Each product once. */
  readonly products: readonly ProductId[];
}

export interface RecentBaskets {
  /** Of the newest orders with at least two products, newest first, at most `limit`. Cancelled and test orders are none. */
  newest(shopId: ShopId, limit: number): Promise<readonly Basket[]>;
}
