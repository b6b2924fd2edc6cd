import { describe, expect, it } from 'vitest';
import { createEventLog } from '#app/domain/profiles/event-log.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { exactVerdict } from '#app/domain/segments/evaluate/next-change.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { CompiledSegment } from '#app/domain/segments/segment.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { aContext, SEED } from '../builders.ts';
import { eventOracle, peopleOf, type Question } from './event-oracle.ts';
import { planOf } from './plan-of.ts';
import { aRuleText, aStory, createDice, SCENES, type Dice } from './random-story.ts';

const WANTED = process.env.LONG === '1' ? 1_000_000 : 50_000;
const DAY = 86_400;

interface Subject {
  readonly tree: Rule;
  readonly text: string;
  readonly backEnds: readonly CompiledSegment[];
}

function subject(text: string): Subject {
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(`${text} is not a rule`);
  const compiled = compileSegment({ id: 's', name: 'S', rule: text }, 'GBP');
  if (!compiled.ok) throw new Error(`${text} does not compile`);
  return { tree: parsed.value, text, backEnds: [compiled.value, planOf(compiled.value)] };
}

/** What was compared, and the first that differed. */
interface Tally {
  triples: number;
  boundaries: number;
  flips: number;
}

function check(tally: Tally, { tree, text, backEnds }: Subject, profile: Profile, question: Question): void {
  const expected = eventOracle(tree, question);
  const context = aContext({ now: question.now, timezone: question.timezone, tiers: [] });
  tally.triples++;
  for (const segment of backEnds) {
    const { isMember } = segment.evaluate(profile, context);
    if (isMember !== expected)
      throw new Error(`${text} at ${question.now}: expected ${expected}\n${JSON.stringify(question)}`);
  }
}

/** One second before and at every bound the back ends give, whether the verdict turns there or not. */
function checkBounds(tally: Tally, one: Subject, profile: Profile, question: Question): void {
  let now = question.now;
  for (let step = 0; step < 6; step++) {
    const context = aContext({ now, timezone: question.timezone, tiers: [] });
    const bounds = one.backEnds.map((segment) => segment.evaluate(profile, context).validUntil ?? Infinity);
    const [bound = Infinity, ofPlan = Infinity] = bounds;
    // A plan looks at every condition, closures at those that decide: theirs is the later bound.
    if (!(now < ofPlan && ofPlan <= bound)) throw new Error(`${one.text}: bounds ${bounds} at ${now}`);
    if (bound === Infinity) return;
    for (const later of [ofPlan - 1, ofPlan, bound - 1, bound]) {
      tally.boundaries++;
      check(tally, one, profile, { ...question, now: later });
    }
    now = bound;
  }
}

/** The exact next changes of the whole rule, and that nothing changes before them, or ever where there is none. */
function checkNext(tally: Tally, one: Subject, profile: Profile, question: Question, dice: Dice): void {
  let now: number | null = question.now;
  for (let turn = 0; turn < 5 && now !== null; turn++)
    now = checkTurn(tally, one, profile, { ...question, now }, dice);
}

function checkTurn(
  tally: Tally,
  one: Subject,
  profile: Profile,
  question: Question,
  dice: Dice,
): number | null {
  const { now, timezone } = question;
  const context = aContext({ now, timezone, tiers: [] });
  const [first, ...others] = one.backEnds.map((segment) => exactVerdict(segment, profile, context));
  for (const other of others) expect(other).toEqual(first);
  const { isMember, nextChangeAt } = first!;
  const holds = (later: number) => eventOracle(one.tree, { ...question, now: later });
  checkBounds(tally, one, profile, question);
  const before = Array.from({ length: 1 }, () => now + dice.below((nextChangeAt ?? now + 90 * DAY) - now));
  for (const later of before) {
    check(tally, one, profile, { ...question, now: later });
    if (holds(later) !== isMember)
      throw new Error(`${one.text} changes before ${nextChangeAt}: ${JSON.stringify(question)}`);
  }
  if (nextChangeAt === null) return null;
  tally.flips++;
  for (const later of [nextChangeAt - 1, nextChangeAt]) {
    tally.boundaries++;
    check(tally, one, profile, { ...question, now: later });
  }
  if (holds(nextChangeAt - 1) !== isMember || holds(nextChangeAt) === isMember)
    throw new Error(`${one.text} does not change at ${nextChangeAt}: ${JSON.stringify(question)}`);
  return nextChangeAt;
}

function tell(tally: Tally, seed: number): void {
  const dice = createDice(seed);
  const { timezone, around } = dice.pick(SCENES);
  const events = aStory(dice, around);
  const rules = Array.from({ length: 4 }, () => subject(aRuleText(dice)));
  const anEdge = () => dice.pick(events).at + dice.pick([0, 0, 1, 2, 3]) * DAY + dice.pick([-1, 0, 1]);
  for (const knownAt of [anEdge(), anEdge(), around + dice.below(3 * DAY)]) {
    const log = createEventLog(knownAt);
    for (const event of events) log.add(event);
    const people = peopleOf({ events, knownAt });
    expect(new Set(log.shoppers())).toEqual(people);
    for (const shopper of people) {
      const profile = log.profile(shopper);
      const question = { events, shopper, knownAt, now: knownAt, timezone };
      for (const one of rules) {
        check(tally, one, profile, question);
        checkNext(tally, one, profile, question, dice);
      }
    }
  }
}

describe('rules over a stream of events', () => {
  it(
    `agree with the oracle in ${WANTED.toLocaleString('en')} verdicts, and change exactly when they say`,
    { timeout: 3_600_000 },
    () => {
      const tally: Tally = { triples: 0, boundaries: 0, flips: 0 };
      let seed = SEED;
      while (tally.triples < WANTED) tell(tally, seed++);
      process.stdout.write(`${JSON.stringify({ ...tally, stories: seed - SEED })}\n`);
      expect(tally.flips).toBeGreaterThan(WANTED / 60);
    },
  );
});
