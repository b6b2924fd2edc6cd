import type { Instant } from '../../kernel/instant.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { CompiledSegment, RuleContext } from '../segment.ts';

/** A shopper came into a segment or went out of it: by something they did at that second, or because time passed. */
export interface WalkedMove {
  readonly at: Instant;
  readonly entered: boolean;
  readonly cause: 'event' | 'time';
}

/** A shopper and a segment over a stretch of time. */
export interface VerdictWalk {
  /** Whether they were in when it began. */
  readonly wasIn: boolean;
  /** Oldest first. */
  readonly moves: readonly WalkedMove[];
}

/**
 * Every move of a shopper since `since`, up to the context's `now`, as the rule tells it today: a verdict holds until its
 * `validUntil`, so only those seconds are looked at. What is stored with its time (purchases, refunds) had not happened before it;
 * what is stored without one (attributes) counts as it is today.
 */
export function walkVerdicts(
  segment: CompiledSegment,
  profile: Profile,
  context: RuleContext,
  since: Instant,
): VerdictWalk {
  const first = segment.evaluate(profile, { ...context, now: since });
  const moves: WalkedMove[] = [];
  let { isMember, validUntil: at } = first;
  while (at !== null && at <= context.now) {
    const verdict = segment.evaluate(profile, { ...context, now: at });
    if (verdict.isMember !== isMember)
      moves.push({ at, entered: verdict.isMember, cause: hasNewsAt(profile, at) ? 'event' : 'time' });
    isMember = verdict.isMember;
    at = verdict.validUntil;
  }
  return { wasIn: first.isMember, moves };
}

/** Whether the walk was in at an instant that is not before its beginning. */
export function isInAt({ wasIn, moves }: VerdictWalk, at: Instant): boolean {
  return moves.findLast((move) => move.at <= at)?.entered ?? wasIn;
}

function hasNewsAt({ purchases, refunds = [] }: Profile, at: Instant): boolean {
  return purchases.some((purchase) => purchase.at === at) || refunds.some((refund) => refund.at === at);
}
