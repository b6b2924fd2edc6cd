import type { Instant } from '../../kernel/instant.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { RuleContext } from '../segment.ts';

/** One evaluation under way. Each test that reads time lowers `validUntil` to the instant at which its own truth may flip. */
export interface Run {
  readonly profile: Profile;
  readonly context: RuleContext;
  readonly now: Instant;
  /** Infinity = nothing read so far changes by time alone. */
  validUntil: number;
}

/** A rule or a condition made ready to run. */
export type Test = (run: Run) => boolean;

/** What a fact is for one shopper at one instant; null = missing. Money in minor units, durations in seconds. */
export type FactValue = number | string | boolean | readonly string[] | null;

/** Whether a value fits a condition. False for a missing value, but for IS MISSING. */
export type Predicate = (value: FactValue) => boolean;
