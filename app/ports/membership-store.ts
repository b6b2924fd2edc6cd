import type { Instant } from '#app/domain/kernel/instant.ts';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { Segment } from '#app/domain/segments/segment.ts';
import type { Shop } from '#app/ports/shop-store.ts';

/** A shopper whose memberships must be decided again. */
export interface StaleShopper {
  readonly shopId: Shop['id'];
  readonly customerId: CustomerId;
  readonly profile: Profile;
}

export interface DecidedShopper {
  readonly shopId: Shop['id'];
  readonly customerId: CustomerId;
  readonly segmentIds: readonly string[];
  readonly nextChangeAt: Instant | null;
  readonly configVersion: number;
}

/** What a decision about a chunk of shoppers may ask for. */
export interface MembershipReader {
  shop(id: Shop['id']): Promise<Shop>;
  segmentsOf(id: Shop['id']): Promise<readonly Segment[]>;
}

/**
 * Shoppers whose stored memberships are out of date: their time has come, or the shop's rules changed. A chunk is locked,
 * decided and written in one transaction; chunks that another worker holds are skipped.
 */
export interface MembershipStore {
  /** Gives how many shoppers were decided. */
  decideChunk(
    reason: 'time' | 'rules',
    now: Instant,
    limit: number,
    decide: (
      shoppers: readonly StaleShopper[],
      reader: MembershipReader,
    ) => Promise<readonly DecidedShopper[]>,
  ): Promise<number>;
}
