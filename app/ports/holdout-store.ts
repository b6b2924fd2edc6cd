import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** A checkout that asked what to show, and what became of it. */
export interface MeasuredCheckout {
  /** The customer, else the checkout. */
  readonly unit: string;
  readonly isHeldOut: boolean;
  /** An order that is no test and was not cancelled came of it. */
  readonly isCompleted: boolean;
  /** Subtotal after discounts without tax and shipping, less all that was paid back (its tax and shipping too), never under 0; 0 where no order came. */
  readonly revenueMinor: number;
}

export interface HoldoutStore {
  /** Checkouts since `since`, once each; of orders, only those in `currency`. */
  checkouts(shopId: ShopId, currency: string, since: Instant): Promise<readonly MeasuredCheckout[]>;
}
