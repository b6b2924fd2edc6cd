import { describe, expect, it } from 'vitest';
import { createEventLog } from '#app/domain/profiles/event-log.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { checkMoney } from '#app/domain/segments/check-money.ts';
import { describeRule } from '#app/domain/segments/describe.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { planSource } from '#app/domain/segments/plan/machine.ts';
import { draftPlan } from '#app/domain/segments/plan/plan.ts';
import { printRule } from '#app/domain/segments/print.ts';
import { compileSql } from '#app/domain/segments/sql/compile-sql.ts';
import { SEED } from '../builders.ts';
import { BACK_ENDS } from './back-ends.ts';
import { aText } from './random-text.ts';
import { aStory, createDice, SCENES } from './random-story.ts';
import { aSetting, contextOf, outsideCheckout } from './story-shop.ts';
import { stripSpans } from './strip-spans.ts';

const TEXTS = process.env.LONG === '1' ? 10_000_000 : 20_000;
/** Milliseconds of CPU that count as a hang. */
const HANG = 50;

const { around, timezone } = SCENES[0];
const log = createEventLog(around);
for (const event of aStory(createDice(SEED), around)) log.add(event);
const profiles = log.shoppers().map((shopper) => log.profile(shopper));
const contexts = [outsideCheckout(timezone), aSetting(createDice(SEED + 4), timezone)].map((setting) =>
  contextOf(setting, around),
);

const treeOf = (rule: Rule): string => JSON.stringify(stripSpans(rule));

/** Throws when a text that passes the check does not print, read back as itself, and mean one thing everywhere. */
function checkAccepted(text: string, rule: Rule): void {
  const printed = printRule(rule);
  const again = parseRule(printed);
  if (!again.ok || treeOf(again.value) !== treeOf(rule))
    throw new Error(`${text} reads back as another rule`);
  if (!describeRule(rule).endsWith('.')) throw new Error(`${text} is no sentence`);
  if (checkMoney(rule, 'GBP').length > 0) return;
  compileSql(rule, { shopId: 1, now: around, currency: 'GBP', timezone, tiers: [] });
  const verdicts = BACK_ENDS.map((backEnd) => {
    const segment = backEnd.compile(text);
    return profiles.flatMap((profile) =>
      contexts.map((context) => segment.evaluate(profile, context).isMember),
    );
  });
  if (new Set(verdicts.map(String)).size > 1) throw new Error(`${text} means two things`);
}

/** Whether the text is a rule. */
function isAccepted(text: string): boolean {
  const parsed = parseRule(text);
  if (parsed.ok) checkAccepted(text, parsed.value);
  else if (parsed.failure.length === 0) throw new Error(`${text} is refused without a word`);
  return parsed.ok;
}

/** The least CPU of a few tries: what else the machine does is not held against a text. */
function cpuMs(text: string): number {
  const times = Array.from({ length: 5 }, () => {
    const started = process.cpuUsage();
    isAccepted(text);
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

describe('any text', () => {
  it(
    `of ${TEXTS.toLocaleString('en')} is refused with a diagnostic, or prints, reads back and means one thing`,
    { timeout: 6 * 3_600_000 },
    () => {
      const dice = createDice(SEED);
      let [accepted, slowest] = [0, 0];
      for (let index = 0; index < TEXTS; index++) {
        const text = aText(dice, around);
        const started = performance.now();
        if (isAccepted(text)) accepted++;
        if (performance.now() - started > HANG / 2) slowest = Math.max(slowest, cpuMs(text));
        if (slowest > HANG) throw new Error(`${JSON.stringify(text)} takes ${slowest} ms`);
      }
      process.stdout.write(`${JSON.stringify({ texts: TEXTS, accepted, slowest: Math.round(slowest) })}\n`);
      expect(accepted).toBeGreaterThan(TEXTS / 10);
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
