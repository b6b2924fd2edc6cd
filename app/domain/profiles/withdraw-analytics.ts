import type { Estimates } from './estimates.ts';
import type { Profile } from './profile.ts';

/**
 * The profile after analytics was refused: what was seen of the shopper (views, searches, carts, the device) or inferred is gone and reads as
 * nothing from now on. What the shop must know to sell (orders, refunds, checkouts) and what the customer told it stay.
 */
export function withdrawAnalytics(profile: Profile): Profile {
  const { deviceClass: _device, ...attributes } = profile.attributes;
  return {
    ...profile,
    attributes,
    estimates: withoutInferred(profile.estimates),
    openCarts: [],
    views: undefined,
    searches: undefined,
    cartChanges: undefined,
    abandonments: undefined,
    isActivityBlocked: true,
  };
}

function withoutInferred(estimates: Estimates | undefined): Estimates | undefined {
  if (estimates?.inferred === undefined) return estimates;
  const { inferred: _, ...rest } = estimates;
  return rest;
}
