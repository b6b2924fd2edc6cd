import { gid } from '#app/domain/kernel/ids.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';

/** 2026-11-22T12:00:00Z in a shop in London. */
export const context: RuleContext = {
  now: Date.parse('2026-11-22T12:00:00Z') / 1000,
  timezone: 'Europe/London',
  tiers: [],
  findProduct: () => null,
  markets: [],
  cart: null,
  country: null,
};

/** A customer of a country who bought so many days ago. */
export function aProfile({
  country,
  daysAgo,
}: {
  readonly country: string | null;
  readonly daysAgo: readonly number[];
}): Profile {
  const empty = emptyProfile(gid('Customer', 1));
  const purchases = daysAgo
    .toSorted((a, b) => b - a)
    .map((days, index) => ({
      orderId: gid('Order', index + 1),
      at: context.now - days * SECONDS.day,
      netMinor: 1000,
      grossMinor: 1000,
      lines: [],
    }));
  return { ...empty, attributes: { ...empty.attributes, country }, purchases };
}
