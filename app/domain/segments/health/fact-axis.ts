import { findFact } from '../../facts/catalogue.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Condition } from '../ast.ts';
import { durationSeconds } from '../duration.ts';
import { operandOf, predicateOf } from '../evaluate/predicate.ts';
import type { FactValue, Predicate } from '../evaluate/run.ts';
import { valuesOf } from '../ast.ts';
import { printCondition } from '../print.ts';

/**
 * One unknown of a rule: the conditions about it, and values that stand for all it may be. Any other value answers every
 * condition as one of these does.
 */
export interface FactAxis {
  readonly values: readonly FactValue[];
  /** Seconds of the window behind a count, Infinity for all time; null where windows say nothing of one another. */
  readonly windowSeconds: number | null;
  /** The count that windows are compared of. */
  readonly countOf: string;
  readonly tests: ReadonlyMap<Condition, Predicate>;
}

/** The unknowns of a rule's conditions. Amounts are read in the shop's currency. */
export function axesOf(conditions: readonly Condition[], currency: string): readonly FactAxis[] {
  const operands = Map.groupBy(conditions, countOf);
  return [...Map.groupBy(conditions, keyOf).values()].map((about) => {
    const [first] = about;
    invariant(first, 'a group has a member');
    return {
      values: valuesFor(about, operands.get(countOf(first)) ?? about, currency),
      windowSeconds: windowSecondsOf(first),
      countOf: countOf(first),
      tests: new Map(about.map((condition) => [condition, testOf(condition, currency)])),
    };
  });
}

/** How many orders, views ..: whole, 0 at least, never missing, and never fewer in a longer window. */
const isCount = ({ fact: { name } }: Condition): boolean =>
  name.endsWith('.count') && findFact(name)?.isWindowable === true;

const isPart = ({ kind }: Condition): boolean => kind === 'contains' || kind === 'affix';

const isAge = (condition: Condition): boolean =>
  condition.kind === 'recent' && condition.window.kind === 'duration';

/**
 * Conditions with one key ask about the same value. What a text contains is an unknown of its own, and so is a value that may be
 * inferred: it may be there where nothing is known.
 */
function keyOf(condition: Condition): string {
  if (isPart(condition)) return printCondition({ ...condition, isNegated: false } as Condition);
  if (isAge(condition)) return countOf(condition);
  return condition.kind === 'recent'
    ? printCondition(condition)
    : `${countOf(condition)} ${JSON.stringify(withoutSpan(condition.fact.window))} ${condition.fact.inferredFrom ?? ''}`;
}

function countOf({ fact: { name, filter } }: Condition): string {
  return `${name} ${JSON.stringify(withoutSpan(filter))}`;
}

function withoutSpan<Part extends object>(part: Part | null): object | null {
  return part === null ? null : { ...part, span: undefined };
}

function windowSecondsOf(condition: Condition): number | null {
  const { window } = condition.fact;
  if (!isCount(condition)) return null;
  if (window === null) return Infinity;
  return window.kind === 'duration' ? durationSeconds(window) : null;
}

function testOf(condition: Condition, currency: string): Predicate {
  if (condition.kind === 'contains' && condition.isNegated) return (value) => value === false;
  if (isPart(condition)) return (value) => value === true;
  if (condition.kind !== 'recent') {
    const fact = findFact(condition.fact.name);
    invariant(fact, 'the rule was checked');
    return predicateOf(condition, fact, currency);
  }
  if (condition.window.kind !== 'duration') return (value) => value === true;
  const seconds = durationSeconds(condition.window);
  return (value) => typeof value === 'number' && value < seconds;
}

/** `about` asks of this value, `related` of the same count over any window: their bounds matter too. */
function valuesFor(
  about: readonly Condition[],
  related: readonly Condition[],
  currency: string,
): readonly FactValue[] {
  const [first] = about;
  invariant(first, 'a group has a member');
  const fact = findFact(first.fact.name);
  invariant(fact, 'the rule was checked');
  if (isPart(first) || (first.kind === 'recent' && !isAge(first))) return [null, true, false];
  if (isCount(first)) return aroundWhole(numbersOf(related, currency));
  if (fact.type === 'boolean') return [null, true, false];
  if (fact.type === 'text') return [null, ...about.flatMap(textsOf), ANY_OTHER_TEXT];
  return [null, ...around(numbersOf(about, currency))];
}

const ANY_OTHER_TEXT = '\u0000';

function textsOf(condition: Condition): readonly string[] {
  return valuesOf(condition).flatMap((value) => (value.kind === 'text' ? [value.value] : []));
}

function numbersOf(conditions: readonly Condition[], currency: string): readonly number[] {
  const numbers = conditions.flatMap((condition) => {
    if (condition.kind === 'recent')
      return condition.window.kind === 'duration' ? [durationSeconds(condition.window)] : [];
    const fact = findFact(condition.fact.name);
    invariant(fact, 'the rule was checked');
    return valuesOf(condition).map((value) => operandOf(value, fact, currency));
  });
  const known = numbers.filter((number) => typeof number === 'number');
  return [...new Set(known)].sort((a, b) => a - b);
}

/** The bounds themselves, one below, one above, and one between each two. */
function around(bounds: readonly number[]): readonly number[] {
  const between = bounds.slice(1).map((bound, index) => (bound + (bounds[index] ?? bound)) / 2);
  const [low = 0] = bounds;
  return [low - 1, ...bounds, ...between, (bounds.at(-1) ?? 0) + 1];
}

function aroundWhole(bounds: readonly number[]): readonly number[] {
  const near = bounds.flatMap((bound) => {
    const whole = Math.floor(bound);
    return [whole - 1, whole, whole + 1];
  });
  return [...new Set([0, ...near])].filter((count) => count >= 0).sort((a, b) => a - b);
}
