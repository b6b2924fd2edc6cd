import type { ShopSettings } from '#app/contracts/shop-settings.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

export interface ShopSettingsStore {
  /** Raises the shop's config version in the same transaction: tiers are part of what rules read. */
  save(shopId: ShopId, settings: ShopSettings): Promise<void>;
}
