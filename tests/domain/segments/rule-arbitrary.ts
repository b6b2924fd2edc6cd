import fc from 'fast-check';
import {
  COMPARISONS,
  DURATION_UNITS,
  type Condition,
  type Duration,
  type FactReference,
  type Filter,
  type Rule,
  type Value,
  type Window,
} from '#app/domain/segments/ast.ts';
import { FACTS, type Fact } from '#app/domain/facts/catalogue.ts';

const span = { start: 0, end: 0 };
const nowhere = fc.constant(span);

const number = (value: number): Value => ({ kind: 'number', value, span });
const text = (value: string): Value => ({ kind: 'text', value, span });

/** Short, so that windows open and close among the generated purchases. */
export const duration: fc.Arbitrary<Duration> = fc.record({
  kind: fc.constant('duration'),
  amount: fc.integer({ min: 1, max: 6 }),
  unit: fc.constantFrom(...DURATION_UNITS),
  span: nowhere,
});

const date = fc
  .integer({ min: 20_776, max: 20_786 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

/** Dates lie around the builders' NOW, 2026-11-22. */
const datesWindow: fc.Arbitrary<Window> = fc
  .tuple(date, date, fc.constantFrom('since', 'until', 'both'))
  .map(([one, two, kind]) => {
    const [first = one, last = two] = [one, two].sort();
    return { kind: 'dates', from: kind === 'until' ? null : first, to: kind === 'since' ? null : last, span };
  });

const anyWindow: fc.Arbitrary<Window> = fc.oneof(
  { weight: 3, arbitrary: duration },
  fc.record({
    kind: fc.constant('calendar'),
    amount: fc.integer({ min: 1, max: 4 }),
    unit: fc.constantFrom('days', 'months'),
    span: nowhere,
  }),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.constantFrom(...DURATION_UNITS))
    .map(([to, longer, unit]): Window => ({ kind: 'lagged', from: to + longer, to, unit, span })),
  datesWindow,
);

const words = fc.constantFrom(
  'GB',
  'US',
  'gold',
  'Vip',
  'vip-gold',
  'a "quoted" \\ one',
  "it's",
  'é',
  'two\nlines',
  '',
);

/** As they are written; random-rule.ts draws them in any case. */
const CODES = { country: fc.constantFrom('GB', 'US', 'FR'), language: fc.constantFrom('en', 'pt-BR', 'é') };

function filterOf(fact: Fact): fc.Arbitrary<Filter | null> {
  if (!fact.dimensions) return fc.constant(null);
  const filter = fc.record({
    dimension: fc.constantFrom(...fact.dimensions),
    values: fc.array(fc.oneof(words, fc.constantFrom('1', '2', 'Mug')), { minLength: 1, maxLength: 3 }),
    span: nowhere,
  });
  return fact.isAlwaysNarrowed ? filter : fc.option(filter, { nil: null });
}

function referenceTo(fact: Fact): fc.Arbitrary<FactReference> {
  return fc
    .record({
      name: fc.constant(fact.name),
      nameSpan: nowhere,
      filter: filterOf(fact),
      window: fact.isWindowable ? fc.option(anyWindow, { nil: null }) : fc.constant(null),
      span: nowhere,
      ...(fact.isInferable && { inferredFrom: fc.constantFrom(undefined, 50, 90, 99) }),
    })
    .map(({ inferredFrom, ...reference }) =>
      inferredFrom === undefined ? reference : { ...reference, inferredFrom },
    );
}

function valueFor(fact: Fact): fc.Arbitrary<Value> {
  switch (fact.type) {
    case 'number':
      return fc.integer({ min: 0, max: 24 }).map(number);
    case 'money':
      return fc.integer({ min: 0, max: 6_000 }).map((minor) => number(minor / 100));
    case 'duration':
      return duration;
    case 'boolean':
      return fc.boolean().map((value) => ({ kind: 'boolean', value, span }));
    default:
      if (fact.values) return fc.constantFrom(...fact.values).map(text);
      return (fact.format === undefined ? words : CODES[fact.format]).map(text);
  }
}

type Ask = (fact: fc.Arbitrary<FactReference>, value: fc.Arbitrary<Value>) => fc.Arbitrary<Condition>;

const compare =
  (...operators: readonly (typeof COMPARISONS)[number][]): Ask =>
  (fact, value) =>
    fc.record({
      kind: fc.constant('compare'),
      fact,
      operator: fc.constantFrom(...operators),
      value,
      span: nowhere,
    });

const size = (each: Value): number => {
  if (each.kind === 'duration')
    return each.amount * { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 }[each.unit];
  return each.kind === 'number' ? each.value : 0;
};

const between: Ask = (fact, value) =>
  fc.tuple(fact, value, value).map(([about, one, two]): Condition => {
    const [low = one, high = two] = [one, two].sort((a, b) => size(a) - size(b));
    return { kind: 'between', fact: about, low, high, span };
  });

const some = (value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 3 });

const isIn: Ask = (fact, value) =>
  fc.record({ kind: fc.constant('in'), fact, values: some(value), isNegated: fc.boolean(), span: nowhere });

const contains: Ask = (fact, value) =>
  fc
    .record({ fact, values: some(value), isAll: fc.boolean(), isNegated: fc.boolean() })
    .map(({ isAll, ...parts }): Condition => ({
      kind: 'contains',
      ...parts,
      match: isAll && parts.values.length > 1 ? 'all' : 'any',
      span,
    }));

const affix: Ask = (fact, value) =>
  fc.record({
    kind: fc.constant('affix'),
    fact,
    side: fc.constantFrom('start', 'end'),
    value,
    span: nowhere,
  });

const presence: Ask = (fact) =>
  fc.record({ kind: fc.constant('presence'), fact, isSet: fc.boolean(), span: nowhere });

const recent =
  (window: fc.Arbitrary<Window>): Ask =>
  (fact) =>
    fc.record({ kind: fc.constant('recent'), fact, window, span: nowhere });

const ORDERED = [compare(...COMPARISONS), compare(...COMPARISONS), between, presence];

function asksOf(fact: Fact): readonly Ask[] {
  switch (fact.type) {
    case 'number':
    case 'money':
      return [...ORDERED, isIn];
    case 'duration':
      return ORDERED;
    case 'text':
      return [compare('=', '!='), isIn, contains, affix, presence];
    case 'textList':
      return [contains, contains, presence];
    case 'boolean':
      return [compare('=', '!='), presence];
    case 'instant':
      return [recent(fact.name === 'time.now' ? datesWindow : anyWindow), presence];
  }
}

/** Any condition of one fact that passes the check. */
export function conditionOn(fact: Fact): fc.Arbitrary<Condition> {
  return fc.oneof(...asksOf(fact).map((ask) => ask(referenceTo(fact), valueFor(fact))));
}

/** Any condition of the language that passes the check. */
export const condition: fc.Arbitrary<Condition> = fc.oneof(...FACTS.map(conditionOn));

/** Any rule that passes the check. */
export const rule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      operands: fc.array(tie('rule'), { minLength: 2, maxLength: 3 }),
      span: nowhere,
    }),
    fc.record({ kind: fc.constant('not'), operand: tie('rule'), span: nowhere }),
  ),
})).rule;
