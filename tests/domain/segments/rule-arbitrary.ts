import fc from 'fast-check';
import {
  COMPARISONS,
  DURATION_UNITS,
  type Condition,
  type Duration,
  type FactReference,
  type Rule,
  type Value,
} from '#app/domain/segments/ast.ts';
import { FACTS } from '#app/domain/facts/catalogue.ts';

const span = { start: 0, end: 0 };

const number = (value: number): Value => ({ kind: 'number', value, span });
const text = (value: string): Value => ({ kind: 'text', value, span });

/** Short, so that windows open and close among the generated purchases. */
const duration: fc.Arbitrary<Duration> = fc.record({
  kind: fc.constant('duration'),
  amount: fc.integer({ min: 1, max: 6 }),
  unit: fc.constantFrom(...DURATION_UNITS),
  span: fc.constant(span),
});

const money = fc.integer({ min: 0, max: 6_000 }).map((minor) => number(minor / 100));
const words = fc.constantFrom('GB', 'US', 'gold', 'Vip', 'a "quoted" \\ one', "it's", 'é', 'two\nlines');

const reference = (name: string, window: Duration | null = null): FactReference => ({
  name,
  nameSpan: span,
  filter: null,
  window,
  span,
});

const named = (predicate: (fact: (typeof FACTS)[number]) => boolean): readonly string[] =>
  FACTS.filter(predicate).map((fact) => fact.name);

function asks(fact: fc.Arbitrary<FactReference>, value: fc.Arbitrary<Value>): fc.Arbitrary<Condition> {
  const size = (each: Value): number => (each.kind === 'number' ? each.value : 0);
  return fc.oneof(
    fc.record({
      kind: fc.constant('compare'),
      fact,
      operator: fc.constantFrom(...COMPARISONS),
      value,
      span: fc.constant(span),
    }),
    fc.tuple(fact, fc.array(value, { minLength: 2, maxLength: 2 })).map(([about, values]): Condition => {
      const [low = number(0), high = number(0)] = values.sort((a, b) => size(a) - size(b));
      return { kind: 'between', fact: about, low, high, span };
    }),
    fc.record({
      kind: fc.constant('in'),
      fact,
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
      isNegated: fc.boolean(),
      span: fc.constant(span),
    }),
  );
}

const window = fc.option(duration, { nil: null });
const counts = window.map((each) => reference('purchases.count', each));
const moneyFacts = fc
  .tuple(fc.constantFrom('purchases.spend', 'purchases.average', 'purchases.max'), window)
  .map(([name, each]) => reference(name, each));
const cartFacts = fc.constantFrom('cart.subtotal').map((name) => reference(name));

const presence: fc.Arbitrary<Condition> = fc
  .tuple(fc.constantFrom(...named(() => true)), fc.boolean())
  .map(([name, isSet]) => ({ kind: 'presence', fact: reference(name), isSet, span }));

const recent: fc.Arbitrary<Condition> = fc
  .tuple(fc.constantFrom(...named((fact) => fact.type === 'instant')), duration)
  .map(([name, each]) => ({ kind: 'recent', fact: reference(name), window: each, span }));

const openFor: fc.Arbitrary<Condition> = fc
  .tuple(fc.constantFrom(...COMPARISONS), duration)
  .map(([operator, value]) => ({
    kind: 'compare',
    fact: reference('cart.open_for'),
    operator,
    value,
    span,
  }));

const texts: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(fc.constantFrom('customer.language', 'loyalty.tier'), fc.constantFrom('=', '!='), words)
    .map(([name, operator, value]): Condition => ({
      kind: 'compare',
      fact: reference(name),
      operator,
      value: text(value),
      span,
    })),
  fc.array(fc.constantFrom('GB', 'us', 'FR'), { minLength: 1, maxLength: 3 }).map((codes): Condition => ({
    kind: 'in',
    fact: reference('customer.country'),
    values: codes.map(text),
    isNegated: false,
    span,
  })),
  fc.tuple(fc.constantFrom('customer.tags', 'customer.language'), words).map(([name, value]): Condition => ({
    kind: 'contains',
    fact: reference(name),
    values: [text(value)],
    match: 'any',
    isNegated: false,
    span,
  })),
  fc.boolean().map((value): Condition => ({
    kind: 'compare',
    fact: reference('customer.email_marketing'),
    operator: '=',
    value: { kind: 'boolean', value, span },
    span,
  })),
);

/** Any condition of the language that passes the check. */
export const condition: fc.Arbitrary<Condition> = fc.oneof(
  asks(counts, fc.integer({ min: 0, max: 5 }).map(number)),
  asks(moneyFacts, money),
  asks(cartFacts, money),
  presence,
  recent,
  openFor,
  texts,
);

/** Any rule that passes the check. */
export const rule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    condition,
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      operands: fc.array(tie('rule'), { minLength: 2, maxLength: 3 }),
      span: fc.constant(span),
    }),
    fc.record({ kind: fc.constant('not'), operand: tie('rule'), span: fc.constant(span) }),
  ),
})).rule;
