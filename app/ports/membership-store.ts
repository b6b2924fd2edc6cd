import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { MembershipChange } from '#app/domain/segments/membership.ts';
import type { RuleSource } from './shop-rules.ts';
import type { Shop } from './shop-store.ts';

/** A shopper's memberships as they are stored. */
export interface StoredMemberships {
  readonly segmentIds: readonly string[];
  readonly nextChangeAt: Instant | null;
  /** The config version they were decided under; 0 = never, -1 = a product the shopper bought changed since. */
  readonly configVersion: number;
}

/** A shopper's memberships to store, and what is new about them. */
export interface DecidedMemberships extends StoredMemberships {
  readonly nextSegmentIds: readonly string[];
  /** Leads from the memberships stored before to these. */
  readonly changes: readonly MembershipChange[];
}

/** A shopper whose memberships must be decided again. */
export interface StaleShopper {
  readonly customerId: CustomerId;
  readonly profile: Profile;
  readonly memberships: StoredMemberships;
}

export interface DecidedShopper extends DecidedMemberships {
  readonly customerId: CustomerId;
}

/** `time`: an instant at which they may change has come. `rules`: they were decided under rules that are no more. */
export type StaleReason = 'time' | 'rules';

/** Stored memberships that may be out of date, and rules under construction. */
export interface MembershipStore {
  /** Shops that have shoppers of the kind. */
  staleShops(reason: StaleReason, now: Instant): Promise<readonly ShopId[]>;
  /**
   * Locks at most `limit` stale shoppers of a shop, and stores what `decide` makes of them with the changes, in one transaction.
   * Those that another worker holds are left to it. Gives how many were decided.
   */
  decideChunk(
    shopId: ShopId,
    stale: { readonly reason: StaleReason; readonly now: Instant; readonly limit: number },
    decide: (
      shop: Shop,
      shoppers: readonly StaleShopper[],
      source: RuleSource,
    ) => Promise<readonly DecidedShopper[]>,
  ): Promise<number>;
  /** The earliest instant at which a stored membership may change; null = none will by time. */
  nextDue(): Promise<Instant | null>;
  /**
   * Puts rules under construction in the place of those they replace, with their members, where every shopper has been looked
   * at: each in one transaction. Gives their segments.
   */
  finishBuilds(now: Instant): Promise<readonly { readonly shopId: ShopId; readonly segmentId: string }[]>;
  /**
   * Has everybody looked at again who bought a product that became another one (its type, vendor, tags or collections), where a rule of
   * the shop `tellsProductsApart`. True when more may wait.
   */
  markBuyers(tellsProductsApart: (rule: string) => boolean): Promise<boolean>;
}
