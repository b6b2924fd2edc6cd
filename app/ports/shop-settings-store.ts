import type { ShopSettingsChange } from '#app/contracts/shop-settings.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

export interface ShopSettingsStore {
  /**
   * Keeps the parts that are not in `change`. Raises the shop's config version in the same transaction, and with the tiers,
   * which rules read, its rules version. False, with nothing stored, where `isAsOpened` says no of what is stored now.
   */
  save(
    shopId: ShopId,
    change: ShopSettingsChange,
    isAsOpened?: (settings: unknown) => boolean,
  ): Promise<boolean>;
}
