import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { CompiledSegment, RuleContext } from '#app/domain/segments/segment.ts';
import type { ShopRules } from '#app/ports/shop-rules.ts';

export interface Memberships {
  readonly segmentIds: readonly string[];
  /** Of the rules under construction, those that the shopper is going to be in. */
  readonly nextSegmentIds: readonly string[];
  /** Nothing of this changes by time alone before this instant; null = never. */
  readonly nextChangeAt: Instant | null;
}

/** The stored segments a shopper is in at `now`. */
export function evaluateMemberships(
  profile: Profile,
  { segments, nextSegments, tiers, findProduct, markets }: Omit<ShopRules, 'configVersion' | 'rulesVersion'>,
  { now, timezone }: Pick<RuleContext, 'now' | 'timezone'>,
): Memberships {
  const context: RuleContext = { now, timezone, tiers, findProduct, markets, cart: null, country: null };
  let nextChangeAt = Infinity;
  const membersOf = (rules: readonly CompiledSegment[]): readonly string[] =>
    rules.flatMap((segment) => {
      const { isMember, validUntil } = segment.evaluate(profile, context);
      if (validUntil !== null && validUntil < nextChangeAt) nextChangeAt = validUntil;
      return isMember ? [segment.id] : [];
    });
  const segmentIds = membersOf(segments);
  const nextSegmentIds = membersOf(nextSegments);
  return { segmentIds, nextSegmentIds, nextChangeAt: nextChangeAt === Infinity ? null : nextChangeAt };
}
