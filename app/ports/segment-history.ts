import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { MembershipCause } from '#app/domain/segments/membership.ts';
import type { LoyaltyTier } from '#app/domain/segments/segment.ts';
import type { Shop } from './shop-store.ts';

/** What moved in a segment on a calendar day of the shop. */
export interface DailyMoves {
  readonly segmentId: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly cause: MembershipCause;
  readonly entered: number;
  readonly left: number;
}

/** How far a segment's record reaches. */
export interface RecordReach {
  /** The first move. */
  readonly firstAt: Instant;
  /** When somebody came in last of themselves, not with an edit, an import or a repair; null when nobody did. */
  readonly lastEntryAt: Instant | null;
}

/** Two segments, by shoppers who are in them now. */
export interface SharedMembers {
  readonly a: string;
  readonly b: string;
  /** Members of each and of both, among the shoppers looked at. */
  readonly membersOfA: number;
  readonly membersOfB: number;
  readonly shared: number;
}

/** Members by what is known of them today: those of some time ago, and those of now. */
export interface MemberGroup {
  readonly attribute: 'country' | 'tier' | 'language' | 'spend';
  /** The value; of spend the band, 1 = the lowest tenth of the members then. "" = not known. */
  readonly name: string;
  readonly before: number;
  readonly now: number;
}

/** Checkouts that asked for a decision, each counted once. */
export interface Traffic {
  readonly checkouts: number;
  /** Of those, how many became an order. */
  readonly completed: number;
}

/** Checkouts of a shop, and by segment. */
export interface ShopTraffic {
  readonly shop: Traffic;
  /** Of those who are members now. */
  readonly ofMembers: ReadonlyMap<string, Traffic>;
  /** Of those who were in when their checkout asked last, since the segment was last changed. */
  readonly decidedIn: ReadonlyMap<string, Traffic>;
}

/** What memberships did and what members are like, for the health of segments. */
export interface SegmentHistory {
  /** Days with moves, since `since`; of all segments, or of one. */
  dailyMoves(
    shop: Pick<Shop, 'id' | 'timezone'>,
    since: Instant,
    segmentId?: string,
  ): Promise<readonly DailyMoves[]>;
  /** From when on memberships are recorded, by segment. */
  reaches(shopId: ShopId): Promise<ReadonlyMap<string, RecordReach>>;
  /** All pairs with a member in common, over everybody, or over a sample of about 50,000 that says nothing about them. */
  sharedMembers(shopId: ShopId): Promise<readonly SharedMembers[]>;
  /** By every other segment: how many members of this one it has. */
  sharedWith(shopId: ShopId, segmentId: string): Promise<ReadonlyMap<string, number>>;
  /** Members at `since` and now, each by country, tier, language and spend: all, or a sample of about 5,000. */
  memberGroups(
    shop: Pick<Shop, 'id' | 'currency'>,
    segmentId: string,
    when: { readonly since: Instant; readonly now: Instant },
    tiers: readonly LoyaltyTier[],
  ): Promise<readonly MemberGroup[]>;
  /** Members of whom no news came since `since`. */
  countSilent(shopId: ShopId, segmentId: string, since: Instant): Promise<number>;
  /** Checkouts since `since`; those of today's members only for segments changed after `youngSince`. */
  traffic(shopId: ShopId, since: Instant, youngSince: Instant): Promise<ShopTraffic>;
}
