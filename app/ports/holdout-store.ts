import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** The share held out was `before` until `at`, and `after` from then on. */
export interface HoldoutChange {
  readonly at: Instant;
  readonly before: number;
  readonly after: number;
}

export interface HoldoutStore {
  /** Since `since`, oldest first. */
  changes(shopId: ShopId, since: Instant): Promise<readonly HoldoutChange[]>;
}
