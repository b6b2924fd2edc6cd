import type { Instant } from '../../kernel/instant.ts';
import type { Profile } from '../../profiles/profile.ts';
import type { RuleContext } from '../segment.ts';
import type { Plan } from './plan.ts';
import { instantOf, NEVER, recordTime } from './record-time.ts';

/** What a plan's rules say of one shopper. */
export interface PlanVerdicts {
  /** Whether the shopper is in the segment at this place of the plan. */
  isMember(place: number): boolean;
  /** By time alone none of it changes before this instant; null = never. */
  readonly validUntil: Instant | null;
}

/**
 * All rules for one shopper at `context.now`. `validUntil` is the earliest instant at which some condition turns; with `steps` it
 * looks past as many of those as change no verdict, to the exact second of the next change.
 */
export function decidePlan(plan: Plan, profile: Profile, context: RuleContext, steps = 0): PlanVerdicts {
  const decide = deciderOf(plan, profile, context);
  const words = new Int32Array(Math.ceil(plan.segments.length / 32));
  let until = decide(context.now, words);
  const later = steps > 0 ? new Int32Array(words.length) : words;
  for (let step = 0; step < steps && until !== Infinity; step++) {
    const next = decide(until, later);
    if (later.some((word, index) => word !== words[index])) break;
    until = next;
  }
  return {
    isMember: (place) => (((words[place >> 5] ?? 0) >>> (place & 31)) & 1) === 1,
    validUntil: until === Infinity ? null : until,
  };
}

/** Writes the verdicts at an instant and tells until when they hold. Instants only grow. */
type Decide = (now: Instant, words: Int32Array) => number;

function deciderOf(plan: Plan, profile: Profile, context: RuleContext): Decide {
  const { machine } = plan;
  const byClosures: Decide = (now, words) => askClosures(plan, profile, { ...context, now }, words);
  if (machine === null || Number.isNaN(recordTime(context.now))) return byClosures;
  if (plan.pen.write(profile, context) === null) return byClosures;
  const { pen, layout, cutoffsAt } = plan;
  return (now, words) => {
    const cutoffs = cutoffsAt(now, context.timezone);
    if ((pen.words()[layout.untilAt] ?? NEVER) <= cutoffs.now) pen.write(profile, { ...context, now });
    const until = machine.run(pen.words(), 0, cutoffs, words);
    return until === NEVER ? Infinity : instantOf(until);
  };
}

function askClosures({ segments }: Plan, profile: Profile, context: RuleContext, words: Int32Array): number {
  words.fill(0);
  let until = Infinity;
  segments.forEach((segment, place) => {
    const { isMember, validUntil } = segment.evaluate(profile, context);
    if (isMember) words[place >> 5] = (words[place >> 5] ?? 0) | (1 << (place & 31));
    if (validUntil !== null && validUntil < until) until = validUntil;
  });
  return until;
}
