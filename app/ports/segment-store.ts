import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { Segment } from '#app/domain/segments/segment.ts';

export interface StoredSegment extends Segment {
  readonly description: string;
  readonly updatedAt: Instant;
}

export interface SegmentDraft {
  readonly name: string;
  readonly description: string;
  readonly rule: string;
}

/** Why a change was not stored. `stale`: somebody else changed it since it was read. */
export type StoreRefusal =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'name-taken' }
  | { readonly kind: 'stale'; readonly currentVersion: number };

export type RemovalRefusal =
  { readonly kind: 'not-found' } | { readonly kind: 'in-use'; readonly campaignNames: readonly string[] };

/** A shop's segments. Every change raises the shop's config version in the same transaction. */
export interface SegmentStore {
  /** By name. */
  list(shopId: ShopId): Promise<readonly StoredSegment[]>;
  find(shopId: ShopId, id: string): Promise<StoredSegment | null>;
  create(shopId: ShopId, draft: SegmentDraft): Promise<Result<StoredSegment, StoreRefusal>>;
  /** Stored only when `expectedVersion` is still the current one. */
  update(
    shopId: ShopId,
    id: string,
    expectedVersion: number,
    draft: SegmentDraft,
  ): Promise<Result<StoredSegment, StoreRefusal>>;
  /** Refused while a campaign names the segment. */
  remove(shopId: ShopId, id: string): Promise<Result<null, RemovalRefusal>>;
}
