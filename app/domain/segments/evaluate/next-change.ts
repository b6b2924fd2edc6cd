import type { Instant } from '../../kernel/instant.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { CompiledSegment, RuleContext } from '../segment.ts';

export interface ExactVerdict {
  readonly isMember: boolean;
  /** The exact second at which time alone turns the verdict; null = never. */
  readonly nextChangeAt: Instant | null;
}

/**
 * The verdict at `context.now` and the exact instant of its next change by time alone. A verdict's `validUntil` is a lower
 * bound, so the walk looks only where something may turn; each step passes an edge of the profile, and those are finitely many.
 */
export function exactVerdict(segment: CompiledSegment, profile: Profile, context: RuleContext): ExactVerdict {
  const { isMember, validUntil } = segment.evaluate(profile, context);
  let now = context.now;
  let edge = validUntil;
  while (edge !== null) {
    invariant(edge > now, 'a verdict is valid until a later second');
    now = edge;
    const later = segment.evaluate(profile, { ...context, now: edge });
    if (later.isMember !== isMember) return { isMember, nextChangeAt: edge };
    edge = later.validUntil;
  }
  return { isMember, nextChangeAt: null };
}
