import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { SensitiveRecord } from '#app/domain/segments/sensitive.ts';
import type { Segment } from '#app/domain/segments/segment.ts';

/** `rule` is the one saved last. */
export interface StoredSegment extends Segment {
  readonly description: string;
  readonly updatedAt: Instant;
  /** The rule that lists, counts and checkouts keep to until the saved one is built; else the same as `rule`. */
  readonly servedRule: string;
  /** Null when the saved rule is the served one. */
  readonly build: RuleBuild | null;
  /** Why the saved rule may name sensitive traits; null where it names none. */
  readonly sensitive: SensitiveRecord | null;
}

/** Members being found for a saved rule. */
export interface RuleBuild {
  readonly since: Instant;
  /** The segment never had members: it has none until the build is done. */
  readonly isNew: boolean;
}

export interface SegmentDraft {
  readonly name: string;
  readonly description: string;
  readonly rule: string;
  readonly sensitive?: SensitiveRecord | null;
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
  /** The members are found in the background; the segment has none before. */
  create(shopId: ShopId, draft: SegmentDraft): Promise<Result<StoredSegment, StoreRefusal>>;
  /**
   * Stored only when `expectedVersion` is still the current one. A changed rule is built in the background, from the beginning
   * when another one was being built; the rule served now built again is no change, and ends a build.
   */
  update(
    shopId: ShopId,
    id: string,
    expectedVersion: number,
    draft: SegmentDraft,
  ): Promise<Result<StoredSegment, StoreRefusal>>;
  /** With its memberships and their history. Refused while a campaign names the segment. */
  remove(shopId: ShopId, id: string): Promise<Result<null, RemovalRefusal>>;
}
