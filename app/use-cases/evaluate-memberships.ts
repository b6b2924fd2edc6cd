import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import type { ShopRules } from '#app/ports/shop-rules.ts';

export interface Memberships {
  readonly segmentIds: readonly string[];
  /** No membership changes by time alone before this instant; null = never. */
  readonly nextChangeAt: Instant | null;
}

/** The stored segments a shopper is in at `now`. */
export function evaluateMemberships(
  profile: Profile,
  { segments, tiers, findProduct, markets }: Omit<ShopRules, 'configVersion'>,
  { now, timezone }: Pick<RuleContext, 'now' | 'timezone'>,
): Memberships {
  const context: RuleContext = { now, timezone, tiers, findProduct, markets, cart: null, country: null };
  const segmentIds: string[] = [];
  let nextChangeAt = Infinity;
  for (const segment of segments) {
    const { isMember, validUntil } = segment.evaluate(profile, context);
    if (isMember) segmentIds.push(segment.id);
    if (validUntil !== null && validUntil < nextChangeAt) nextChangeAt = validUntil;
  }
  return { segmentIds, nextChangeAt: nextChangeAt === Infinity ? null : nextChangeAt };
}
