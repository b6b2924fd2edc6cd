import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ProductId, ShopId, ShopperId } from '#app/domain/kernel/ids.ts';
import type { SavedDetails } from '#app/domain/campaigns/decision.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';

/** A shopper as a decision needs them. */
export interface KnownShopper {
  /** The id that survived merges. */
  readonly shopperId: ShopperId;
  /** Null when only saved details are known. */
  readonly profile: Profile | null;
  readonly profileUpdatedAt: Instant | null;
  /** Products of which a unit came back, or was taken out of an order. */
  readonly returned: ReadonlySet<ProductId>;
  /** What their metafield holds: ids of segments that incentives ask about. */
  readonly syncedSegments: readonly string[];
  /** Opened on demand: decryption costs, and most renders do not ask. */
  savedDetails(): SavedDetails | null;
}

export interface ProfileStore {
  /** One query: the profile behind `shopperId`, merges followed, with the saved details. Null when nothing is known. */
  find(shopId: ShopId, shopperId: ShopperId): Promise<KnownShopper | null>;
}
