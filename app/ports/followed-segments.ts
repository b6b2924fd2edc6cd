import type { Instant } from '#app/domain/kernel/instant.ts';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { Shop } from './shop-store.ts';

/** A Shopify segment that rules may read as `customer.shopify_segments`. */
export interface FollowedSegment {
  /** Gid. */
  readonly id: string;
  readonly name: string;
  /** When its members were last read whole; null = not yet. */
  readonly readAt: Instant | null;
  /** As they were read; webhooks move them since. */
  readonly members: number | null;
  /** Why the last reading failed. */
  readonly problem: string | null;
}

export interface FollowedSegmentStore {
  list(shopId: ShopId): Promise<readonly FollowedSegment[]>;
  /** Follows a segment, or follows it again; its members are to be read anew. */
  follow(shopId: ShopId, segment: Pick<FollowedSegment, 'id' | 'name'>, at: Date): Promise<void>;
  /** The rows of its members stay. */
  unfollow(shopId: ShopId, id: string): Promise<void>;
  /**
   * Takes on segments whose members were never read, or not since `before`, at most `limit`; nobody else takes one on for ten
   * minutes.
   */
  claim(
    now: Date,
    before: Date,
    limit: number,
  ): Promise<readonly { readonly shop: Shop; readonly id: string }[]>;
  /** Everybody who was ever said to be in the segment or to have left it. */
  knownCustomers(shopId: ShopId, id: string): Promise<readonly CustomerId[]>;
  markRead(shopId: ShopId, id: string, at: Date, members: number): Promise<void>;
  markFailed(shopId: ShopId, id: string, problem: string): Promise<void>;
}
