import type { Instant } from '../../kernel/instant.ts';
import type { Activity, OpenCartFact, Profile } from '../../profiles/profile.ts';
import type { RuleContext } from '../segment.ts';
import type { ClockReading, LastingReader, TurningReading } from './fact-sources.ts';
import type { Series } from './series.ts';
import type { WindowEdges } from './window-edges.ts';
import type { FactValue, Predicate, Run, Test } from './run.ts';

/** An instant of the profile as seen at `now`, and when another takes its place by time alone (news dated ahead). */
export interface Moment {
  readonly at: Instant | null;
  /** Infinity = never. */
  readonly changesAt: number;
}

/** Reads one instant of a profile. An instant that lies ahead of `now` has not happened yet. */
export type MomentReader = (profile: Profile, context: RuleContext) => Moment;

export function lastOf<Item extends Activity>(series: Series<Item>): MomentReader {
  return (profile, context) => {
    const items = series.items(profile, context);
    const { now } = context;
    let next = Infinity;
    for (let index = items.length - 1; index >= 0; index--) {
      const at = items[index]?.at ?? Infinity;
      if (at <= now) return { at, changesAt: next };
      next = at;
    }
    return { at: null, changesAt: next };
  };
}

export function firstOf<Item extends Activity>(series: Series<Item>): MomentReader {
  return (profile, context) => seenAt(series.items(profile, context)[0]?.at ?? null, context.now);
}

export const accountCreated: MomentReader = ({ attributes }, { now }) => seenAt(attributes.createdAt, now);

/** When the oldest cart that was not ordered was opened. */
export const oldestOpenCart: MomentReader = ({ openCarts }, { now }) => {
  let oldest = Infinity;
  for (const cart of openCarts) if (cart.startedAt < oldest) oldest = cart.startedAt;
  return seenAt(oldest === Infinity ? null : oldest, now);
};

/** What is in the cart that was changed last; null without one, and where its source does not say. */
export function openCartValue({ openCarts }: Profile): number | null {
  const newest = openCarts.reduce<OpenCartFact | null>(
    (found, cart) => (found === null || cart.updatedAt > found.updatedAt ? cart : found),
    null,
  );
  return newest?.valueMinor ?? null;
}

function seenAt(at: Instant | null, now: Instant): Moment {
  if (at === null || at <= now) return { at, changesAt: Infinity };
  return { at: null, changesAt: at };
}

/** Whether the moment lies in the window: true until it leaves. */
export function recentTest(read: MomentReader, edges: WindowEdges): Test {
  return (run) => {
    const { at, changesAt } = read(run.profile, run.context);
    lower(run, changesAt);
    if (at === null) return false;
    const enters = edges.enters(at, run.context.timezone);
    const leaves = edges.leaves(at, run.context.timezone);
    if (run.now < enters) lower(run, enters);
    else if (run.now < leaves) lower(run, leaves);
    return enters <= run.now && run.now < leaves;
  };
}

/** IS SET and IS MISSING of a moment. Once it has happened, time alone does not take it back. */
export function happenedTest(read: MomentReader, predicate: Predicate): Test {
  return (run) => {
    const { at, changesAt } = read(run.profile, run.context);
    if (at === null) lower(run, changesAt);
    return predicate(at);
  };
}

/**
 * Tests how long ago a moment was, in whole seconds. `turningPoints` are the ages, ascending, at which the predicate may
 * change; the verdict holds until the first one that does change it.
 */
export function ageTest(read: MomentReader, predicate: Predicate, turningPoints: readonly number[]): Test {
  return (run) => {
    const { at, changesAt } = read(run.profile, run.context);
    const isTrue = predicate(at === null ? null : run.now - at);
    const flip =
      at === null ? null : turningPoints.find((age) => at + age > run.now && predicate(age) !== isTrue);
    lower(run, at === null ? changesAt : at + (flip ?? Infinity));
    return isTrue;
  };
}

/** Tests what holds until an instant of its own: the verdict may turn then. */
export function lastingTest(read: LastingReader, predicate: Predicate): Test {
  return (run) => {
    const told = read(run.profile);
    if (told === null || told.until <= run.now) return predicate(null);
    const isTrue = predicate(told.value);
    if (predicate(null) !== isTrue) lower(run, told.until);
    return isTrue;
  };
}

/** Tests a value that tells until when it stays: the verdict holds at least as long. */
export function turningTest(
  read: (profile: Profile, context: RuleContext) => TurningReading,
  predicate: Predicate,
): Test {
  return (run) => {
    const { value, validUntil } = read(run.profile, run.context);
    lower(run, validUntil);
    return predicate(value);
  };
}

/**
 * Tests what the clock on the wall shows, until the first reading that turns the verdict. `faces` is everything that it can show:
 * where all of it fits, or none, the verdict stays for ever.
 */
export function clockTest(
  read: (context: RuleContext) => ClockReading,
  predicate: Predicate,
  faces: readonly FactValue[],
): Test {
  const turns = faces.some((face) => predicate(face) !== predicate(faces[0] ?? null));
  return (run) => {
    const { context } = run;
    const first = read(context);
    const isTrue = predicate(first.value);
    let edge = turns ? first.validUntil : Infinity;
    while (edge < run.validUntil) {
      const later = read({ ...context, now: edge });
      if (predicate(later.value) !== isTrue) lower(run, edge);
      edge = later.validUntil;
    }
    return isTrue;
  };
}

function lower(run: Run, instant: number): void {
  if (instant < run.validUntil) run.validUntil = instant;
}
