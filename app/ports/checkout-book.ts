import type { LeftOutOrders, MeasuredCheckout } from '#app/domain/experiments/checkouts/measured-checkout.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** Every checkout that is known of, and what became of it. */
export interface CheckoutBook {
  /**
   * Takes in checkouts and orders of since `since`, once each however often it is called and in whatever order they became known. An
   * order joins the checkout of its token, else that of an accepted offer on one of its lines, else its customer's newest one
   * of the 24 hours before it; the way is kept with the join.
   */
  gather(shopId: ShopId, since: Instant): Promise<void>;
  /** Checkouts that began since `since`, the first first, in batches; with money of orders in `currency`. Unit costs are today's. */
  checkouts(
    shopId: ShopId,
    currency: string,
    since: Instant,
    options?: { readonly withSegments: boolean },
  ): AsyncIterable<readonly MeasuredCheckout[]>;
  /** When the oldest checkout began that is known; null without any. */
  firstSeenAt(shopId: ShopId): Promise<Instant | null>;
  /** What customers spent in the year before `until`, after discounts and refunds, in minor units; those who did not are left out. */
  spentBefore(shopId: ShopId, currency: string, until: Instant): Promise<ReadonlyMap<string, number>>;
  /** Orders of since `since` and, where it is not null, before `until`. */
  leftOut(shopId: ShopId, currency: string, since: Instant, until: Instant | null): Promise<LeftOutOrders>;
}
