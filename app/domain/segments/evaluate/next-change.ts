import type { Instant } from '../../kernel/instant.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { CompiledSegment, RuleContext } from '../segment.ts';

export interface ExactVerdict {
  readonly isMember: boolean;
  /** The exact second at which time alone turns the verdict; null = never. */
  readonly nextChangeAt: Instant | null;
}

/** A rule that follows the clock on the wall is looked at this often: for more than a year, where it names one hour. */
const CLOCK_STEPS = 1_000;

/**
 * The verdict at `context.now` and the exact instant of its next change by time alone. A verdict's `validUntil` is a lower
 * bound, so the walk looks only where something may turn. Each step passes an edge of the profile, and those are finitely many;
 * only hours and days of the week never end, so a rule of those that does not turn within `CLOCK_STEPS` counts as one that never does.
 */
export function exactVerdict(
  segment: Pick<CompiledSegment, 'readsCart' | 'evaluate'>,
  profile: Profile,
  context: RuleContext,
): ExactVerdict {
  const { isMember, validUntil } = segment.evaluate(profile, context);
  const steps = segment.readsCart ? CLOCK_STEPS : Infinity;
  let now = context.now;
  let edge = validUntil;
  for (let step = 0; edge !== null && step < steps; step++) {
    invariant(edge > now, 'a verdict is valid until a later second');
    now = edge;
    const later = segment.evaluate(profile, { ...context, now: edge });
    if (later.isMember !== isMember) return { isMember, nextChangeAt: edge };
    edge = later.validUntil;
  }
  return { isMember, nextChangeAt: null };
}
