import type { ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import type { Shop } from './shop-store.ts';

/** An installed shop with everything a decision needs that is not the shopper. */
export interface ServedShop {
  readonly shop: Shop;
  readonly snapshot: ShopSnapshot;
}

/** What the process holds in memory. */
export interface SnapshotState {
  readonly shops: number;
  readonly reloads: number;
  readonly failedReloads: number;
}

/** Snapshots in memory, one a shop, replaced whole when a newer version is known. */
export interface ShopSnapshots {
  /**
   * The shop's snapshot, or null when the shop has not installed Attune. Only the first call for a shop waits for the
   * database; later ones answer from memory while a newer version loads. Rejects when that first load fails.
   */
  find(domain: string): Promise<ServedShop | null>;
  state(): SnapshotState;
}
