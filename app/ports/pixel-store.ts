import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** What came in from a shop's web pixel. */
export interface PixelTally {
  /** When the newest event came, of the last 30 days; null when none did. */
  readonly newestAt: Instant | null;
  /** Events of the last 24 hours. */
  readonly lastDay: number;
}

/** The web pixel as it was last switched in each shop. Every process is told. */
export interface PixelStore {
  /** Id of the pixel at Shopify; null while it is switched off. */
  findId(shopId: ShopId): Promise<string | null>;
  /** It stays on since when it was, if it is on already. */
  switchOn(shopId: ShopId, pixelId: string, at: Instant): Promise<void>;
  switchOff(shopId: ShopId): Promise<void>;
  tally(shopDomain: string, now: Instant): Promise<PixelTally>;
}
