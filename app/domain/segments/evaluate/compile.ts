import { findFact, type Fact } from '../../facts/catalogue.ts';
import { invariant } from '../../kernel/invariant.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { conditionsOf, valuesOf, type Condition, type Rule } from '../ast.ts';
import { checkMoney } from '../check-money.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { parseRule } from '../parse.ts';
import type { CompiledSegment, Segment } from '../segment.ts';
import { FACT_SOURCES } from './fact-sources.ts';
import { stillReader } from './inferred.ts';
import { ageTest, clockTest, happenedTest, lastingTest, recentTest, turningTest } from './moment.ts';
import { operandOf, predicateOf } from './predicate.ts';
import type { Predicate, Test } from './run.ts';
import { isOnDates } from './shop-clock.ts';
import { edgesOf } from './window-edges.ts';

/**
 * A segment made ready to run, for a shop with this currency (money in rules is decimal in it), or all diagnostics of its
 * rule. The result holds no state: it may be shared and run at any instant.
 */
export function compileSegment(
  segment: Pick<Segment, 'id' | 'name' | 'rule'>,
  currency: string,
): Result<CompiledSegment, Diagnostic[]> {
  const parsed = parseRule(segment.rule);
  if (!parsed.ok) return parsed;
  const wrongMoney = checkMoney(parsed.value, currency);
  if (wrongMoney.length > 0) return fail(wrongMoney);
  const test = compileRule(parsed.value, currency);
  return ok({
    id: segment.id,
    name: segment.name,
    tree: parsed.value,
    ...runnable(parsed.value, test),
  });
}

/** A rule and its test as what gives verdicts. */
export function runnable(rule: Rule, test: Test): Pick<CompiledSegment, 'readsCart' | 'evaluate'> {
  return {
    readsCart: readsCheckout(rule),
    evaluate(profile, context) {
      const run = { profile, context, now: context.now, validUntil: Infinity };
      const isMember = test(run);
      return { isMember, validUntil: run.validUntil === Infinity ? null : run.validUntil };
    },
  };
}

/** Whether membership depends on the checkout of the moment: its cart or its country. */
export function readsCheckout(rule: Rule): boolean {
  return conditionsOf(rule).some(({ fact }) => findFact(fact.name)?.source === 'checkout');
}

/** A checked rule as a test. */
export function compileRule(rule: Rule, currency: string): Test {
  switch (rule.kind) {
    case 'and':
    case 'or': {
      const tests = rule.operands.map((operand) => compileRule(operand, currency));
      return groupTest(tests, rule.kind === 'or');
    }
    case 'not': {
      const test = compileRule(rule.operand, currency);
      return (run) => !test(run);
    }
    default:
      return compileCondition(rule, currency);
  }
}

/**
 * AND is decided by the first false operand, OR by the first true one. While that operand stays as it is, the others do not
 * matter, so its own `validUntil` is the group's; where none decides, all of them do, and the earliest counts.
 */
function groupTest(tests: readonly Test[], decisive: boolean): Test {
  return (run) => {
    const before = run.validUntil;
    let earliest = before;
    for (const test of tests) {
      run.validUntil = before;
      if (test(run) === decisive) return decisive;
      if (run.validUntil < earliest) earliest = run.validUntil;
    }
    run.validUntil = earliest;
    return !decisive;
  };
}

function compileCondition(condition: Condition, currency: string): Test {
  const fact = findFact(condition.fact.name);
  invariant(fact, `the rule was checked, so ${condition.fact.name} is a fact`);
  const { filter, window } = condition.fact;
  const source = FACT_SOURCES[fact.name];
  const predicate = predicateOf(condition, fact, currency);
  switch (source.kind) {
    case 'still': {
      const read = stillReader(source, condition.fact);
      return (run) => predicate(read(run.profile, run.context));
    }
    case 'series':
      return source.measure(filter).test(edgesOf(source.window ?? window), predicate);
    case 'moment':
      if (condition.kind === 'recent') return recentTest(source.read(filter), edgesOf(condition.window));
      return happenedTest(source.read(filter), predicate);
    case 'lasting':
      return lastingTest(source.read(filter), predicate);
    case 'turning':
      return turningTest(source.read, predicate);
    case 'clock':
      return clockTest(source.read, predicate, source.faces);
    case 'now':
      return nowTest(condition, predicate);
    case 'age':
      return ageTest(source.read, predicate, turningPoints(condition, fact, currency));
  }
}

/** `time.now` may lie between dates; it is always set. */
function nowTest(condition: Condition, predicate: Predicate): Test {
  if (condition.kind !== 'recent' || condition.window.kind !== 'dates')
    return (run) => predicate(run.context.now);
  const { window } = condition;
  return clockTest(
    (context) => isOnDates(window, context),
    (isOn) => isOn === true,
    [true, false],
  );
}

/** Ages at which a comparison with a duration may turn: the age itself and the second after it, ascending. */
function turningPoints(condition: Condition, fact: Fact, currency: string): readonly number[] {
  return valuesOf(condition).flatMap((value) => {
    const age = operandOf(value, fact, currency);
    return typeof age === 'number' ? [age, age + 1] : [];
  });
}
