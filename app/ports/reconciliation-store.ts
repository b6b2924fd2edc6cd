import type { Instant } from '#app/domain/kernel/instant.ts';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { AttributeLog } from '#app/domain/profiles/attribute-log.ts';
import type { BulkKind } from './shop-history.ts';

/** What reading one kind again showed. */
export interface Found {
  readonly read: number;
  /** Not stored at all. */
  readonly missing: number;
  /** Stored as it was before its last change. */
  readonly stale: number;
}

/** Changes of a time read again from Shopify, to find and mend what webhooks lost. */
export interface Reconciliation {
  readonly askedAt: Instant;
  readonly askedBy: 'night' | 'person';
  /** Changes from `since` on are read; those after `until` are left to their webhooks. */
  readonly since: Instant;
  readonly until: Instant;
  /** The kinds that are done. */
  readonly found: Readonly<Partial<Record<BulkKind, Found>>>;
  readonly finishedAt: Instant | null;
  readonly problem: string | null;
}

export interface ReconciliationStore {
  /** The newest one, finished or not. */
  newest(shopId: ShopId): Promise<Reconciliation | null>;
  /** Until when changes were read whole; null where that never happened. */
  reachedUntil(shopId: ShopId): Promise<Instant | null>;
  begin(shopId: ShopId, run: Pick<Reconciliation, 'askedAt' | 'askedBy' | 'since' | 'until'>): Promise<void>;
  saveFound(shopId: ShopId, askedAt: Instant, kind: BulkKind, found: Found): Promise<void>;
  finish(shopId: ShopId, askedAt: Instant, at: Instant, problem: string | null): Promise<void>;
  /** Runs `work` while no other process reconciles this shop; false when another one does. */
  withShopLock(shopId: ShopId, work: () => Promise<void>): Promise<boolean>;
  /** The time of the stored version of each that is stored; a deleted one counts as newer than all. */
  storedVersions(
    shopId: ShopId,
    kind: 'orders' | 'products',
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Instant>>;
  /** What is known of each customer's attributes; null of those deleted or merged. */
  attributeLogs(
    shopId: ShopId,
    ids: readonly CustomerId[],
  ): Promise<ReadonlyMap<CustomerId, AttributeLog | null>>;
}
