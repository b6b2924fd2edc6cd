import type { CheckoutFailureKind } from '#app/contracts/checkout-decision.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';

export interface FailureCount {
  readonly kind: CheckoutFailureKind;
  readonly count: number;
}

/** Failures that only extensions saw, summed by the hour in which they were told. */
export interface CheckoutFailureStore {
  add(shopId: ShopId, failures: readonly FailureCount[], at: Instant): Promise<void>;
  /** Sums by kind since the hour that holds `since`, the most frequent first. */
  since(shopId: ShopId, since: Instant): Promise<readonly FailureCount[]>;
}
