import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import type { Shop } from './shop-store.ts';

/** A segment's stored members against its rule. */
export interface Recount {
  /** Members by the rule. */
  readonly members: number;
  /** Shoppers whose stored verdict claims to hold at that instant; all others wait to be decided again. */
  readonly checked: number;
  /** Shoppers of those whose stored verdict is another than the rule's: 0 is healthy. */
  readonly mismatches: number;
}

/** Counts a segment by another way than the one that keeps it. */
export interface SegmentRecounter {
  recount(shop: Shop, segment: { readonly id: string; readonly rule: Rule }, now: Instant): Promise<Recount>;
}

/** What a recount found, or why it could not be made. */
export interface StoredRecount extends Recount {
  readonly segmentId: string;
  readonly at: Instant;
  readonly problem: string | null;
}

/** Recounts as they are kept. */
export interface RecountStore {
  save(shopId: ShopId, recount: StoredRecount): Promise<void>;
  /** The newest of each segment. */
  newest(shopId: ShopId): Promise<readonly StoredRecount[]>;
  /** Runs `work` unless another process recounts the shop; tells whether it ran. */
  withShopLock(shopId: ShopId, work: () => Promise<void>): Promise<boolean>;
}
