import type { Instant } from '#app/domain/kernel/instant.ts';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { Shop } from './shop-store.ts';

/** A segment's stored members against its rule. */
export interface Recount {
  readonly at: Instant;
  /** Members by the rule. */
  readonly members: number;
  /** Shoppers whose stored verdict claims to hold at that instant; all others wait to be decided again. */
  readonly checked: number;
  /** Shoppers of those whose stored verdict is another than the rule's: 0 is healthy. */
  readonly mismatches: number;
  /** Who they are: the first by id, at most 1,000. */
  readonly wrong: readonly CustomerId[];
}

/** Counts a segment by another way than the one that keeps it. */
export interface SegmentRecounter {
  /**
   * Everything is read at one moment, the rule too, and compared at an instant after it: what is folded or decided meanwhile makes
   * no difference. Null where there is nothing to compare: the rule is being built, cannot be read or is decided at checkout, the
   * segment is gone, orders of the shop's history are stored that no profile was made of yet, or it tells products apart of which some
   * have just changed.
   */
  recount(shopId: ShopId, segmentId: string): Promise<Recount | null>;
}

/** What a recount found, or why it could not be made. */
export interface StoredRecount extends Omit<Recount, 'wrong'> {
  readonly segmentId: string;
  /** Mismatches that were left after the shoppers concerned had been made again: the two ways disagree. */
  readonly remaining: number;
  /** A few of the shoppers concerned. */
  readonly sample: readonly CustomerId[];
  readonly problem: string | null;
}

/** Recounts as they are kept. */
export interface RecountStore {
  save(shopId: ShopId, recount: StoredRecount): Promise<void>;
  /** The newest of each segment. */
  newest(shopId: ShopId): Promise<readonly StoredRecount[]>;
  /** When a shop was recounted last; 0 = never. */
  lastAt(shopId: ShopId): Promise<Instant>;
  /** Runs `work` unless another process recounts the shop; tells whether it ran. */
  withShopLock(shopId: Shop['id'], work: () => Promise<void>): Promise<boolean>;
}
