import { describe, expect, it } from 'vitest';
import { FACTS } from '#app/domain/facts/catalogue.ts';
import { createEventLog } from '#app/domain/profiles/event-log.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { exactVerdict } from '#app/domain/segments/evaluate/next-change.ts';
import { planSource } from '#app/domain/segments/plan/machine.ts';
import { draftPlan } from '#app/domain/segments/plan/plan.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { printRule } from '#app/domain/segments/print.ts';
import { aContext, SEED } from '../builders.ts';
import { planOf } from './plan-of.ts';
import { aRule } from './random-rule.ts';
import { aStory, createDice, SCENES, type Dice } from './random-story.ts';
import { STORY_WORDS } from './story-shop.ts';
import { stripSpans } from './strip-spans.ts';

const TEXTS = process.env.LONG === '1' ? 1_000_000 : 20_000;
/** Milliseconds one text may take; far above what any does, far below a hang. */
const HANG = 500;

const scene = SCENES[0];

const WORDS = [
  ...FACTS.map(({ name }) => name),
  ...'AND OR NOT IN CONTAINS BETWEEN IS SET MISSING within calendar ago days day hours minutes months true false'.split(
    ' ',
  ),
  ...'( ) , = != < <= > >= "GB" \'x\' "`${K[0]}`" "\\"]);throw 1//" 0 -1 5 60 2.5 1e9 99999999999999 constructor __proto__ a.b'.split(
    ' ',
  ),
];

function aSoup(dice: Dice): string {
  return Array.from({ length: 1 + dice.below(24) }, () => dice.pick(WORDS)).join(dice.pick([' ', ' ', '']));
}

/** A good rule with some of it cut out, doubled or replaced. */
function aWreck(dice: Dice): string {
  let text = printRule(aRule(dice, scene.around, STORY_WORDS));
  for (let edits = dice.below(4); edits > 0; edits--) {
    const [from, to] = [dice.below(text.length), dice.below(text.length)].sort((a, b) => a - b);
    const middle = dice.pick([
      text.slice(from, to),
      '',
      dice.pick(WORDS),
      String.fromCharCode(dice.below(0xffff)),
    ]);
    text = text.slice(0, from) + middle + text.slice(dice.pick([from, to]));
  }
  return text;
}

const log = createEventLog(scene.around);
for (const event of aStory(createDice(SEED), scene.around)) log.add(event);
const profiles = log.shoppers().map((shopper) => log.profile(shopper));
const context = aContext({ now: scene.around, timezone: scene.timezone, tiers: [] });

function verdicts(text: string, backEnd: 'closures' | 'plan'): unknown {
  const compiled = compileSegment({ id: 's', name: 'S', rule: text }, 'GBP');
  if (!compiled.ok) return compiled.failure.map(({ code }) => code);
  const segment = backEnd === 'plan' ? planOf(compiled.value) : compiled.value;
  return profiles.map((profile) => exactVerdict(segment, profile, context));
}

describe('any text', () => {
  it(
    `of ${TEXTS.toLocaleString('en')} is refused with a diagnostic, or prints, reads back and means one thing`,
    { timeout: 3_600_000 },
    () => {
      const dice = createDice(SEED);
      let [accepted, slowest] = [0, 0];
      for (let index = 0; index < TEXTS; index++) {
        const text = dice.chance(0.4) ? aSoup(dice) : aWreck(dice);
        const started = performance.now();
        const parsed = parseRule(text);
        if (parsed.ok) {
          accepted++;
          const again = parseRule(printRule(parsed.value));
          if (
            JSON.stringify(stripSpans(again.ok && again.value)) !== JSON.stringify(stripSpans(parsed.value))
          )
            throw new Error(`${text} reads back as another rule`);
          const [closures, plan] = [verdicts(text, 'closures'), verdicts(text, 'plan')];
          if (JSON.stringify(closures) !== JSON.stringify(plan)) throw new Error(`${text} means two things`);
        } else if (parsed.failure.length === 0) throw new Error(`${text} is refused without a word`);
        slowest = Math.max(slowest, performance.now() - started);
      }
      process.stdout.write(`${JSON.stringify({ texts: TEXTS, accepted, slowest: Math.round(slowest) })}\n`);
      expect(accepted).toBeGreaterThan(TEXTS / 10);
      expect(slowest).toBeLessThan(HANG);
    },
  );
});

describe('generated source', () => {
  it('holds nothing of the text of a rule', () => {
    const marker = 'zqx`${}"';
    const rule = `customer.language = '${marker}' OR customer.tags CONTAINS '${marker}' OR purchases.count of product '${marker}' > 5`;
    const compiled = compileSegment({ id: marker, name: marker, rule }, 'GBP');
    if (!compiled.ok) throw new Error(compiled.failure[0]?.message);
    const { formulas, parts, layout } = draftPlan([compiled.value], 'GBP');
    const source = planSource(formulas, parts, layout);
    expect(source).toContain('n<6');
    expect(source).not.toMatch(/zqx|[`"$']/);
  });
});
