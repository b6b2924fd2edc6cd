import { withoutInferred } from './estimates.ts';
import { WISHLIST_FIELD } from './connected.ts';
import type { ConsentLevel } from './consent.ts';
import type { Profile, ShopperAttributes } from './profile.ts';

/**
 * The profile after analytics was refused: what was seen of the shopper (views, searches, carts, the device), inferred, or
 * told by a connection with that consent is gone and reads as
 * nothing from now on. What the shop must know to sell (orders, refunds, checkouts) and what the customer told it stay.
 */
export function withdrawAnalytics(profile: Profile): Profile {
  return {
    ...profile,
    attributes: withoutSeen(profile.attributes),
    estimates: withoutInferred(profile.estimates),
    openCarts: [],
    views: undefined,
    searches: undefined,
    cartChanges: undefined,
    abandonments: undefined,
    isActivityBlocked: true,
  };
}

/** What refusing analytics takes back: Shopify's banner asks for both at once. */
const WITH_ANALYTICS: readonly ConsentLevel[] = ['preferences', 'analytics'];

function withoutSeen({ deviceClass: _, connected, wishlist, ...rest }: ShopperAttributes): ShopperAttributes {
  const kept = Object.entries(connected ?? {}).filter(([, { needs }]) => !WITH_ANALYTICS.includes(needs));
  const wishlistNeeds = connected?.[WISHLIST_FIELD]?.needs ?? 'none';
  return {
    ...rest,
    ...(wishlist && !WITH_ANALYTICS.includes(wishlistNeeds) && { wishlist }),
    ...(kept.length > 0 && { connected: Object.fromEntries(kept) }),
  };
}
