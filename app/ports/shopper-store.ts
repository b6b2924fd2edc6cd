import type { Instant } from '#app/domain/kernel/instant.ts';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { AttributeLog } from '#app/domain/profiles/attribute-log.ts';
import type { DecidedMemberships, StoredMemberships } from './membership-store.ts';

/** A shopper's row, locked until the transaction ends. */
export interface LockedShopper {
  /** The id that survived merges. */
  readonly customerId: CustomerId;
  readonly profile: Profile;
  readonly log: AttributeLog;
  readonly memberships: StoredMemberships;
}

export interface ShopperChange extends DecidedMemberships {
  readonly customerId: CustomerId;
  readonly profile: Profile;
  readonly log: AttributeLog;
}

/** Shoppers of one shop inside one transaction. */
export interface ShopperStore {
  /** Each by the id it was asked for. Makes the row when there is none; merges are followed. */
  lock(ids: readonly CustomerId[]): Promise<ReadonlyMap<CustomerId, LockedShopper>>;
  /** Whether there is a row, also of one that was merged or deleted; of whom was erased there is none. */
  isKnown(id: CustomerId): Promise<boolean>;
  /** Writes locked shoppers, each named once. */
  saveAll(changes: readonly ShopperChange[]): Promise<void>;
  /** Leaves a signpost from a merged customer, who leaves every segment, to the surviving one. */
  markMerged(gone: CustomerId, kept: CustomerId, at: Instant): Promise<void>;
  /** Moves what else names the customer (decisions, Shopify segments) to the surviving one. */
  rekeyTraces(gone: CustomerId, kept: CustomerId): Promise<void>;
  /** Removes saved details and Shopify segments of a deleted customer, and empties their carts: whose they were stays known. */
  forgetDetails(customerId: CustomerId): Promise<void>;
  /** Keeps the newer word. Gives whether the segment is one that rules may read. */
  saveShopifySegment(
    customerId: CustomerId,
    segmentId: string,
    isMember: boolean,
    at: Date,
  ): Promise<boolean>;
}
