import type { Profile } from '#app/domain/profiles/profile.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

export interface VisitorProfiles {
  /**
   * What the web pixel saw in the browser of this checkout within the last 30 days, at most the 200 newest; null when it saw
   * nothing there, or does not know yet whose checkout it is.
   */
  find(shopId: ShopId, checkoutToken: string): Promise<Profile | null>;
}
