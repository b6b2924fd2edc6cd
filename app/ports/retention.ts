import type { RetentionKind } from '#app/contracts/retention-settings.ts';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Shop } from './shop-store.ts';

/** When a kind's days were last enforced in a shop, and what that came to. */
export interface EnforcedKind {
  readonly kind: RetentionKind;
  readonly at: Instant;
  /** Rows removed or emptied, in all. */
  readonly removed: number;
}

/** What a round removed. */
export interface EnforcedRound {
  /** Rows by kind, over all shops. */
  readonly removed: Readonly<Partial<Record<RetentionKind, number>>>;
  /** Customers whose profile was made from something that went. */
  readonly outdated: ReadonlyMap<ShopId, ReadonlySet<CustomerId>>;
  /** True where some kind has more than one round takes. */
  readonly hasMore: boolean;
}

/** The days that shops keep things for (contracts/retention-settings.ts). */
export interface RetentionStore {
  enforce(now: Date): Promise<EnforcedRound>;
  /** Customers of shops that erase the inactive: without an order, a visit or a cart for longer than they say. */
  findInactive(
    now: Date,
    limit: number,
  ): Promise<readonly { readonly shop: Shop; readonly customerId: CustomerId }[]>;
  /** Counts those whose erasure was asked for. */
  noteErased(shopId: ShopId, count: number, now: Date): Promise<void>;
  listEnforced(shopId: ShopId): Promise<readonly EnforcedKind[]>;
}
