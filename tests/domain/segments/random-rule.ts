import { FACTS, type Fact, type FactName } from '#app/domain/facts/catalogue.ts';
import {
  COMPARISONS,
  type Condition,
  type Filter,
  type Rule,
  type Value,
  type Window,
} from '#app/domain/segments/ast.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import { durationSeconds } from '#app/domain/segments/duration.ts';
import type { Dice } from './random-story.ts';

const span = { start: 0, end: 0 };

/** Texts that mean something in the world a rule is asked in, each with some that do not. */
export interface Vocabulary {
  /** By fact. */
  readonly words: { readonly [Name in FactName]?: readonly string[] };
  readonly filters: Readonly<Record<Filter['dimension'], readonly string[]>>;
  /** Facts that nothing of the world tells: rules about them say little, and are drawn less often. */
  readonly untold?: RegExp;
}

/** A rule over any facts of the language, whose windows open and close around an instant. */
export function aRule(dice: Dice, around: number, vocabulary: Vocabulary, depth = 2): Rule {
  const roll = dice.below(10);
  if (depth === 0 || roll < 4) return aCondition(dice, aFact(dice, vocabulary), around, vocabulary);
  if (roll < 5) return { kind: 'not', operand: aRule(dice, around, vocabulary, depth - 1), span };
  const operands = Array.from({ length: 2 + dice.below(2) }, () =>
    aRule(dice, around, vocabulary, depth - 1),
  );
  return { kind: dice.pick(['and', 'or']), operands, span };
}

function aFact(dice: Dice, { untold }: Vocabulary): Fact {
  const fact = dice.pick<Fact>(FACTS);
  return untold?.test(fact.name) && dice.chance(0.25) ? dice.pick<Fact>(FACTS) : fact;
}

/** A rule that asks about this fact, and as often as not about others. */
export function aRuleOn(dice: Dice, fact: Fact, around: number, vocabulary: Vocabulary): Rule {
  const condition = aCondition(dice, fact, around, vocabulary);
  if (dice.chance(0.5)) return condition;
  const operands = [condition, aRule(dice, around, vocabulary, 1)];
  return { kind: dice.pick(['and', 'or']), operands, span };
}

/** A condition on this fact that passes the check. */
function aCondition(dice: Dice, fact: Fact, around: number, vocabulary: Vocabulary): Condition {
  const filter =
    fact.dimensions && (fact.isAlwaysNarrowed || dice.chance(0.5))
      ? aFilter(dice, fact.dimensions, vocabulary.filters)
      : null;
  const window = fact.isWindowable && dice.chance(0.9) ? aWindow(dice, around) : null;
  const inferred = fact.isInferable && dice.chance(0.6) ? { inferredFrom: dice.pick([50, 90, 99]) } : {};
  const base = { fact: { name: fact.name, nameSpan: span, filter, ...inferred, window, span }, span };
  const value = (): Value => aValue(dice, fact, vocabulary.words[fact.name] ?? fact.values ?? ['a']);
  if (dice.chance(0.1)) return { ...base, kind: 'presence', isSet: dice.chance(0.5) };
  switch (fact.type) {
    case 'instant':
      return {
        ...base,
        kind: 'recent',
        window: fact.name === 'time.now' ? aDateWindow(dice, around) : aWindow(dice, around),
      };
    case 'boolean':
      return { ...base, kind: 'compare', operator: dice.pick(['=', '!=']), value: value() };
    case 'text':
      return aTextCondition(dice, base, value);
    case 'textList':
      return containing(dice, base, value);
    default:
      return aNumberCondition(dice, base, value, fact.type === 'duration');
  }
}

type Base = Pick<Condition, 'fact' | 'span'>;

const some = <Item>(dice: Dice, make: () => Item): readonly Item[] =>
  Array.from({ length: 1 + dice.below(3) }, make);

function containing(dice: Dice, base: Base, value: () => Value): Condition {
  const match = dice.pick(['any', 'all'] as const);
  return { ...base, kind: 'contains', values: some(dice, value), match, isNegated: dice.chance(0.3) };
}

function aTextCondition(dice: Dice, base: Base, value: () => Value): Condition {
  return dice.pick<() => Condition>([
    () => ({ ...base, kind: 'compare', operator: dice.pick(['=', '!=']), value: value() }),
    () => ({ ...base, kind: 'in', values: some(dice, value), isNegated: dice.chance(0.4) }),
    () => containing(dice, base, value),
    () => ({ ...base, kind: 'affix', side: dice.pick(['start', 'end']), value: value() }),
  ])();
}

function aNumberCondition(dice: Dice, base: Base, value: () => Value, isDuration: boolean): Condition {
  const size = (each: Value): number =>
    each.kind === 'duration' ? durationSeconds(each) : Number(each.value);
  const between = (): Condition => {
    const [low = value(), high = value()] = [value(), value()].sort((a, b) => size(a) - size(b));
    return { ...base, kind: 'between', low, high };
  };
  return dice.pick<() => Condition>([
    () => ({ ...base, kind: 'compare', operator: dice.pick(COMPARISONS), value: value() }),
    () => ({ ...base, kind: 'compare', operator: dice.pick(COMPARISONS), value: value() }),
    isDuration
      ? between
      : () => ({ ...base, kind: 'in', values: some(dice, value), isNegated: dice.chance(0.4) }),
    between,
  ])();
}

/** Texts that PostgreSQL cannot store are written now and then: nothing is like them. */
function aValue(dice: Dice, fact: Fact, words: readonly string[]): Value {
  switch (fact.type) {
    case 'duration':
      // Of a time spent, as of a count, few are enough to be near what shoppers did.
      if (fact.isWindowable && dice.chance(0.5))
        return { kind: 'duration', amount: 1 + dice.below(12), unit: 'minutes', span };
      if (fact.isWindowable)
        return { kind: 'duration', amount: 30 * (1 + dice.below(24)), unit: 'seconds', span };
      return { kind: 'duration', amount: 1 + dice.below(120), unit: dice.pick(['hours', 'minutes']), span };
    case 'boolean':
      return { kind: 'boolean', value: dice.chance(0.5), span };
    case 'text':
    case 'textList': {
      const odd = dice.pick(['\0', '\ud800', '%', "'; DROP TABLE profile; --"]);
      const isFree = fact.format !== 'country' && fact.values === undefined;
      const value = isFree && dice.chance(0.08) ? odd : dice.pick(words);
      return { kind: 'text', value, span };
    }
    case 'money':
      return { kind: 'number', value: (dice.below(9_000) - (dice.chance(0.05) ? 2_000 : 0)) / 100, span };
    default: {
      const whole = dice.below(fact.name === 'loyalty.engagement' ? 110 : 7);
      return { kind: 'number', value: dice.chance(0.1) ? whole + 0.5 : whole, span };
    }
  }
}

function aFilter(
  dice: Dice,
  dimensions: readonly Filter['dimension'][],
  known: Vocabulary['filters'],
): Filter {
  const dimension = dice.pick(dimensions);
  return { dimension, values: some(dice, () => dice.pick(known[dimension])), span };
}

const HALF_A_DAY = SECONDS.day / 2;

function aWindow(dice: Dice, around: number): Window {
  const amount = 1 + dice.below(9);
  const lag = { kind: 'lagged', from: amount + 1 + dice.below(4), to: amount, span } as const;
  return dice.pick<() => Window>([
    () => ({ kind: 'duration', amount, unit: 'days', span }),
    () => ({ kind: 'duration', amount: amount * 5, unit: 'hours', span }),
    () => ({ kind: 'duration', amount: amount * 50, unit: 'minutes', span }),
    () => ({ kind: 'duration', amount: amount * HALF_A_DAY, unit: 'seconds', span }),
    () => ({ kind: 'calendar', amount, unit: 'days', span }),
    () => ({ kind: 'calendar', amount: 1 + dice.below(2), unit: 'months', span }),
    () => ({ ...lag, unit: 'days' }),
    () => ({ ...lag, from: lag.from * 7, unit: dice.pick(['hours', 'minutes']) }),
    () => ({ ...lag, from: lag.from * HALF_A_DAY, to: lag.to * HALF_A_DAY, unit: 'seconds' }),
    () => aDateWindow(dice, around),
    () => aDateWindow(dice, around),
  ])();
}

function aDateWindow(dice: Dice, around: number): Window {
  const date = (): string => {
    const day = new Date((around + (dice.below(16) - 12) * SECONDS.day) * 1000);
    return day.toISOString().slice(0, 10);
  };
  const [first = null, second = null] = [date(), date()].sort();
  return dice.pick<Window>([
    { kind: 'dates', from: first, to: second, span },
    { kind: 'dates', from: first, to: null, span },
    { kind: 'dates', from: null, to: second, span },
  ]);
}
