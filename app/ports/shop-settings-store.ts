import type { ShopSettingsChange } from '#app/contracts/shop-settings.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

export interface ShopSettingsStore {
  /**
   * Keeps the parts that are not in `change`. Raises the shop's config version in the same transaction, and with the tiers,
   * which rules read, its rules version.
   */
  save(shopId: ShopId, change: ShopSettingsChange): Promise<void>;
}
