import { describe, expect, it } from 'vitest';
import { createEventLog } from '#app/domain/profiles/event-log.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { ShopperEvent } from '#app/domain/profiles/shopper-event.ts';
import { conditionsOf, type Rule } from '#app/domain/segments/ast.ts';
import { exactVerdict } from '#app/domain/segments/evaluate/next-change.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { printRule } from '#app/domain/segments/print.ts';
import type { CompiledSegment } from '#app/domain/segments/segment.ts';
import { SEED } from '../builders.ts';
import { BACK_ENDS } from './back-ends.ts';
import { createCoverage } from './coverage.ts';
import { peopleOf } from './event-oracle.ts';
import { aRule } from './random-rule.ts';
import { aStory, createDice, SCENES, type Dice } from './random-story.ts';
import { aSetting, contextOf, holdsInStory, STORY_WORDS, type Setting } from './story-shop.ts';

const WANTED = process.env.LONG === '1' ? 1_000_000 : 50_000;
/** How often every fact, question, filter and window is drawn at least. */
const DRAWN = WANTED / 2_500;
const DAY = 86_400;

interface Subject {
  readonly tree: Rule;
  readonly text: string;
  /** An hour or a day of the week turns without end. */
  readonly readsClock: boolean;
  readonly segments: readonly CompiledSegment[];
}

/** By way of its text, so that printing and parsing are held to the tree too. */
function aSubject(tree: Rule): Subject {
  const text = printRule(tree);
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(`${text} is not a rule: ${parsed.failure[0]?.message}`);
  const readsClock = conditionsOf(tree).some(({ fact }) => /^time\.(hour|weekday)$/.test(fact.name));
  return { tree, text, readsClock, segments: BACK_ENDS.map((backEnd) => backEnd.compile(text)) };
}

/** One shopper of a story, as much as is known of what happened. */
interface Case {
  readonly subject: Subject;
  readonly profile: Profile;
  readonly events: readonly ShopperEvent[];
  readonly shopper: string;
  readonly knownAt: number;
  readonly setting: Setting;
}

/** What was compared. */
interface Tally {
  triples: number;
  boundaries: number;
  flips: number;
  members: number;
}

function failAt({ subject, profile: _, ...known }: Case, now: number, what: string): never {
  throw new Error(`${subject.text} at ${now} ${what}\n${JSON.stringify(known)}`);
}

/** The oracle's verdict at an instant; every back end gives the same. */
function check(tally: Tally, one: Case, now: number): boolean {
  const { subject, profile, setting } = one;
  const expected = holdsInStory(subject.tree, { ...one, now }, setting);
  tally.triples++;
  if (expected) tally.members++;
  for (const [index, segment] of subject.segments.entries())
    if (segment.evaluate(profile, contextOf(setting, now)).isMember !== expected)
      failAt(one, now, `is not ${expected} by ${BACK_ENDS[index]?.name}`);
  return expected;
}

/** Checks one second before a boundary and at it. */
function checkEdge(tally: Tally, one: Case, edge: number): readonly [boolean, boolean] {
  tally.boundaries += 2;
  return [check(tally, one, edge - 1), check(tally, one, edge)];
}

/** Walks from bound to bound: until each of them the verdict stays, whether it turns there or not. */
function checkBounds(tally: Tally, one: Case, from: number): void {
  const { subject, profile, setting } = one;
  for (const segment of subject.segments) {
    let now = from;
    for (let step = 0; step < 3; step++) {
      const { isMember, validUntil } = segment.evaluate(profile, contextOf(setting, now));
      if (validUntil === null) break;
      if (validUntil <= now) failAt(one, now, `is valid until ${validUntil}`);
      const [before] = checkEdge(tally, one, validUntil);
      if (before !== isMember) failAt(one, now, `does not stay until ${validUntil}`);
      now = validUntil;
    }
  }
}

/** The exact next changes of the whole rule, and that nothing changes before them, or ever where there is none. */
function checkNext(tally: Tally, one: Case, from: number, dice: Dice): void {
  const { subject, profile, setting } = one;
  let now = from;
  for (let turn = 0; turn < 4; turn++) {
    const [first, ...others] = subject.segments.map((segment) =>
      exactVerdict(segment, profile, contextOf(setting, now)),
    );
    for (const other of others) expect(other).toEqual(first);
    const { isMember = false, nextChangeAt = null } = first ?? {};
    const later = now + dice.below((nextChangeAt ?? now + 90 * DAY) - now);
    if (check(tally, one, later) !== isMember) failAt(one, later, `changes before ${nextChangeAt}`);
    if (nextChangeAt === null) return;
    tally.flips++;
    const [before, after] = checkEdge(tally, one, nextChangeAt);
    if (before !== isMember || after === isMember) failAt(one, now, `does not change at ${nextChangeAt}`);
    now = nextChangeAt;
  }
}

function checkCase(tally: Tally, one: Case, dice: Dice): void {
  check(tally, one, one.knownAt);
  checkBounds(tally, one, one.knownAt);
  if (!one.subject.readsClock || dice.chance(0.05)) checkNext(tally, one, one.knownAt, dice);
}

/** One story, looked at from three instants, by four rules. */
function tell(tally: Tally, dice: Dice, draw: (rule: Rule) => void): void {
  const { timezone, around } = dice.pick(SCENES);
  const events = aStory(dice, around);
  const setting = aSetting(dice, timezone);
  const trees = Array.from({ length: 4 }, () => aRule(dice, around, STORY_WORDS));
  trees.forEach(draw);
  const subjects = trees.map(aSubject);
  const anEdge = () => dice.pick(events).at + dice.pick([0, 0, 1, 2, 3]) * DAY + dice.pick([-1, 0, 1]);
  for (const knownAt of [anEdge(), anEdge(), around + dice.below(3 * DAY)]) {
    const log = createEventLog(knownAt);
    for (const event of events) log.add(event);
    const people = peopleOf({ events, knownAt });
    expect(new Set(log.shoppers())).toEqual(people);
    for (const shopper of people)
      for (const subject of subjects)
        checkCase(tally, { subject, profile: log.profile(shopper), events, shopper, knownAt, setting }, dice);
  }
}

describe('rules over a stream of events', () => {
  it(
    `agree with the oracle in ${WANTED.toLocaleString('en')} verdicts in all of the language, and change exactly when they say`,
    { timeout: 3_600_000 },
    () => {
      const tally: Tally = { triples: 0, boundaries: 0, flips: 0, members: 0 };
      const coverage = createCoverage();
      let stories = 0;
      while (tally.triples < WANTED) tell(tally, createDice(SEED + stories++), coverage.add);
      process.stdout.write(`${JSON.stringify({ ...tally, stories })}\n`);
      expect(coverage.below(DRAWN)).toEqual([]);
      expect(tally.flips).toBeGreaterThan(WANTED / 60);
      expect(tally.members / tally.triples).toBeGreaterThan(0.2);
      expect(tally.members / tally.triples).toBeLessThan(0.8);
    },
  );
});
