import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId, ShopperId } from '#app/domain/kernel/ids.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';

export interface MemberCounts {
  /** Shoppers with a profile, merged ones once. */
  readonly shoppers: number;
  readonly bySegment: ReadonlyMap<string, number>;
  /** Shoppers to be looked at again, for what rules mean now or for a rule being built. */
  readonly waiting: number;
  /** Of each rule being built, the shoppers not looked at yet. */
  readonly waitingBySegment: ReadonlyMap<string, number>;
  /** When a profile last changed; null without profiles. */
  readonly newestAt: Instant | null;
}

/** Reading many shoppers at once, for counts and previews. */
export interface ShopperScan {
  countMembers(shopId: ShopId): Promise<MemberCounts>;
  countShoppers(shopId: ShopId): Promise<number>;
  /** Pages of profiles in an order that says nothing about the shoppers (by a hash), at most `limit` in all. */
  readProfiles(shopId: ShopId, limit: number): AsyncIterable<readonly Profile[]>;
  /** The profiles of these shoppers, in the order asked; of one who was merged the survivor's, of unknown and deleted ones none. */
  findProfiles(shopId: ShopId, shopperIds: readonly ShopperId[]): Promise<readonly Profile[]>;
}
