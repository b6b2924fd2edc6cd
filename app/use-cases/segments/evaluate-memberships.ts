import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { decidePlan } from '#app/domain/segments/plan/decide.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import type { ShopRules } from '#app/ports/shop-rules.ts';

export interface Memberships {
  readonly segmentIds: readonly string[];
  /** Of the rules under construction, those that the shopper is going to be in. */
  readonly nextSegmentIds: readonly string[];
  /** The second at which time alone changes some of this, or one before it; null = never. */
  readonly nextChangeAt: Instant | null;
}

/**
 * Instants at which some condition turns but no verdict does, that are looked past to find the next change. Each one not looked past
 * would be a row read and written for nothing; whoever has more of them is looked at again.
 */
const LOOK_AHEAD = 16;

/** The stored segments a shopper is in at `now`. */
export function evaluateMemberships(
  profile: Profile,
  { plan, storedCount, tiers, findProduct, markets }: Omit<ShopRules, 'configVersion' | 'rulesVersion'>,
  { now, timezone }: Pick<RuleContext, 'now' | 'timezone'>,
): Memberships {
  const context: RuleContext = { now, timezone, tiers, findProduct, markets, cart: null, country: null };
  const { isMember, validUntil } = decidePlan(plan, profile, context, LOOK_AHEAD);
  const ids = plan.segments.map(({ id }) => id);
  return {
    segmentIds: ids.filter((_, place) => place < storedCount && isMember(place)),
    nextSegmentIds: ids.filter((_, place) => place >= storedCount && isMember(place)),
    nextChangeAt: validUntil,
  };
}
