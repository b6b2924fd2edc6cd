import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import {
  membershipChanges,
  type MembershipCause,
  type MembershipChange,
} from '#app/domain/segments/membership.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import type { DecidedMemberships, StoredMemberships } from '#app/ports/membership-store.ts';
import type { ShopRules } from '#app/ports/shop-rules.ts';
import { evaluateMemberships, type Memberships } from './evaluate-memberships.ts';

type Clock = Pick<RuleContext, 'now' | 'timezone'>;

/** Config version of a shopper whose memberships were never decided. */
const NEVER_DECIDED = 0;
/** Config version of a shopper of whom a product they bought became another one since (ports/product-store.ts). */
const PRODUCT_CHANGED = -1;
/** Config version of a shopper of whom models say something else since (ports/estimate-store.ts). */
const REFITTED = -2;

/**
 * What time, and changed rules, made of a shopper whose profile stayed as it is. Where neither explains a difference, what was
 * stored was wrong: that is put right, and dated now.
 */
export function decideAgain(
  stored: StoredMemberships,
  profile: Profile,
  rules: ShopRules,
  clock: Clock,
): DecidedMemberships {
  if (stored.configVersion < rules.rulesVersion) return followRules(stored, profile, rules, clock);
  const followed = followTime(stored, profile, rules, clock);
  const decided = followed.decided ?? evaluateMemberships(profile, rules, clock);
  const why = { at: clock.now, cause: 'recount' } as const;
  const repairs = membershipChanges(followed.segmentIds, decided.segmentIds, why);
  return { ...decided, configVersion: rules.configVersion, changes: [...followed.changes, ...repairs] };
}

/**
 * The memberships after news turned `before` into `after`, and what changed since they were stored. What time or rules had
 * changed by now counts as theirs, not as the news'.
 */
export function decideAfterNews(
  stored: StoredMemberships,
  { before, after }: { readonly before: Profile; readonly after: Profile },
  rules: ShopRules,
  { now, timezone, cause }: Clock & { readonly cause: MembershipCause },
): DecidedMemberships {
  const caughtUp = catchUp(stored, before, rules, { now, timezone });
  const decided = evaluateMemberships(after, rules, { now, timezone });
  const changes = membershipChanges(caughtUp.segmentIds, decided.segmentIds, { at: now, cause });
  return { ...decided, configVersion: rules.configVersion, changes: [...caughtUp.changes, ...changes] };
}

interface Followed {
  readonly segmentIds: readonly string[];
  readonly changes: readonly MembershipChange[];
}

function catchUp(stored: StoredMemberships, profile: Profile, rules: ShopRules, clock: Clock): Followed {
  if (stored.configVersion === NEVER_DECIDED) return { segmentIds: stored.segmentIds, changes: [] };
  if (stored.configVersion < rules.rulesVersion) return followRules(stored, profile, rules, clock);
  return followTime(stored, profile, rules, clock);
}

/**
 * Each edge that time has passed, oldest first: a change is dated at its own second, however late it is noticed. `decided` is
 * what holds since the last of them; null when none was passed.
 */
function followTime(
  stored: StoredMemberships,
  profile: Profile,
  rules: ShopRules,
  { now, timezone }: Clock,
): Followed & { readonly decided: Memberships | null } {
  const changes: MembershipChange[] = [];
  let decided: Memberships | null = null;
  let { segmentIds } = stored;
  let at: Instant | null = stored.nextChangeAt;
  while (at !== null && at <= now) {
    decided = evaluateMemberships(profile, rules, { now: at, timezone });
    changes.push(...membershipChanges(segmentIds, decided.segmentIds, { at, cause: 'time' }));
    segmentIds = decided.segmentIds;
    at = decided.nextChangeAt;
  }
  return { segmentIds, changes, decided };
}

function followRules(
  stored: StoredMemberships,
  profile: Profile,
  rules: ShopRules,
  clock: Clock,
): DecidedMemberships {
  const decided = evaluateMemberships(profile, rules, clock);
  const why = { at: clock.now, cause: causeOf(stored) };
  const changes = membershipChanges(stored.segmentIds, decided.segmentIds, why);
  return { ...decided, configVersion: rules.configVersion, changes };
}

function causeOf({ configVersion }: StoredMemberships): MembershipCause {
  if (configVersion === NEVER_DECIDED) return 'import';
  if (configVersion === REFITTED) return 'refit';
  return configVersion === PRODUCT_CHANGED ? 'event' : 'settings';
}
