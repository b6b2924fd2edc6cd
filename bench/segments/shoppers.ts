import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';

export const DAY = 86_400;
/** 2026-11-22T12:00:00Z. */
export const NOW = 1_795_348_800;
export const ORDERS_EACH = 2.5;
export const VIEWS_EACH = 15.4;

const COUNTRIES = ['GB', 'GB', 'US', 'US', 'DE', 'FR', 'IE', 'CA', 'AU', 'NL', 'ES', 'IT', 'SE'];
const LANGUAGES = ['en', 'en', 'de', 'fr', 'es', 'nl'];
const TIERS = [null, null, null, 'Bronze', 'Silver', 'Gold'];

/** Counts that follow an exponential law: many with little, few with much. */
const aCount = (random: () => number, mean: number): number =>
  Math.floor(-Math.log(1 - random()) * mean + 0.5);

const times = (random: () => number, count: number, days: number): readonly number[] =>
  Array.from({ length: count }, () => NOW - 1 - Math.floor(random() * days * DAY)).sort((a, b) => a - b);

/** A shopper of the workload: 2.5 orders of the last year and 15.4 views of the last half year, on average. */
export function aShopper(key: number, random: () => number): Profile {
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
  const purchases = times(random, aCount(random, ORDERS_EACH), 365).map((at, index) => {
    const netMinor = 500 + Math.floor(random() * random() * 15_000);
    return { orderId: gid('Order', key * 100 + index), at, netMinor, grossMinor: netMinor, lines: [] };
  });
  const views = times(random, aCount(random, VIEWS_EACH), 180).map((at) => ({ at, productId: null }));
  const carts = times(random, aCount(random, 1), 30).map((at) => ({ at, changeMinor: 1_000 }));
  const openCarts =
    carts.length > 0 && random() < 0.2
      ? [{ token: 'open', startedAt: carts.at(-1)!.at, updatedAt: carts.at(-1)!.at }]
      : [];
  const empty = emptyProfile(gid('Customer', key));
  return {
    ...empty,
    purchases,
    views,
    cartChanges: carts,
    openCarts,
    attributes: {
      ...empty.attributes,
      country: pick(COUNTRIES),
      language: pick(LANGUAGES),
      loyaltyTier: pick(TIERS),
      emailMarketing: random() < 0.5,
      tags: random() < 0.3 ? [`tag ${Math.floor(random() * 40)}`] : [],
      createdAt: NOW - Math.floor(random() * 730 * DAY),
    },
  };
}
