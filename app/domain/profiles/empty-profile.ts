import type { ShopperId } from '../kernel/ids.ts';
import type { Profile, ShopperAttributes } from './profile.ts';

const NOTHING_KNOWN: ShopperAttributes = {
  tags: [],
  country: null,
  language: null,
  emailMarketing: null,
  createdAt: null,
};

/** A shopper of whom nothing is known yet. */
export function emptyProfile(shopperId: ShopperId): Profile {
  return { shopperId, attributes: NOTHING_KNOWN, attributesAt: null, purchases: [], openCarts: [] };
}
