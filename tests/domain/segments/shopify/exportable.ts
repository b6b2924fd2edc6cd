import fc from 'fast-check';
import { gid } from '#app/domain/kernel/ids.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import {
  COMPARISONS,
  type Condition,
  type FactReference,
  type Filter,
  type Rule,
  type Value,
  type Window,
} from '#app/domain/segments/ast.ts';
import type { FactName } from '#app/domain/facts/catalogue.ts';
import { aProfile, NOW, product } from '../../builders.ts';

const span = { start: 0, end: 0 };
const DAY = 86_400;

const number = (value: number): Value => ({ kind: 'number', value, span });
const text = (value: string): Value => ({ kind: 'text', value, span });
const fact = (name: FactName, filter: Filter | null = null, window: Window | null = null): FactReference => ({
  name,
  nameSpan: span,
  filter,
  window,
  span,
});

const date = fc
  .integer({ min: -9, max: 2 })
  .map((day) => new Date((NOW + day * DAY) * 1000).toISOString().slice(0, 10));
const window: fc.Arbitrary<Window> = fc.oneof(
  fc.integer({ min: 1, max: 8 }).map((amount): Window => ({ kind: 'calendar', amount, unit: 'days', span })),
  fc.tuple(date, date).map(([one, other]): Window => {
    const [from, to] = one < other ? [one, other] : [other, one];
    return { kind: 'dates', from, to, span };
  }),
  date.map((from): Window => ({ kind: 'dates', from, to: null, span })),
  date.map((to): Window => ({ kind: 'dates', from: null, to, span })),
);
const filter: fc.Arbitrary<Filter> = fc.oneof(
  fc
    .uniqueArray(fc.constantFrom('1', '2', '3'), { minLength: 1, maxLength: 2 })
    .map((values): Filter => ({ dimension: 'product', values, span })),
  fc.constantFrom('summer', "men's").map((value): Filter => ({ dimension: 'tag', values: [value], span })),
);

function asks(about: fc.Arbitrary<FactReference>, value: fc.Arbitrary<Value>): fc.Arbitrary<Condition> {
  const size = (each: Value): number => (each.kind === 'number' ? each.value : 0);
  return fc.oneof(
    fc.tuple(about, fc.constantFrom(...COMPARISONS), value).map(([each, operator, wanted]): Condition => ({
      kind: 'compare',
      fact: each,
      operator,
      value: wanted,
      span,
    })),
    fc.tuple(about, value, value).map(([each, one, other]): Condition => {
      const [low, high] = size(one) <= size(other) ? [one, other] : [other, one];
      return { kind: 'between', fact: each, low, high, span };
    }),
    fc
      .tuple(about, fc.array(value, { minLength: 1, maxLength: 2 }), fc.boolean())
      .map(([each, values, isNegated]): Condition => ({ kind: 'in', fact: each, values, isNegated, span })),
  );
}

const count = fc.integer({ min: 1, max: 4 }).map(number);
const amount = fc.integer({ min: 1, max: 400 }).map((tens) => number(tens / 10));
const option = <Item>(item: fc.Arbitrary<Item>) => fc.option(item, { nil: null });

const texts: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom<FactName>('customer.country', 'customer.language'),
      fc.constantFrom('=', '!='),
      fc.constantFrom('GB', 'FR'),
    )
    .map(([name, operator, value]): Condition => ({
      kind: 'compare',
      fact: fact(name),
      operator,
      value: text(value),
      span,
    })),
  fc
    .tuple(
      fc.constantFrom<FactName>('customer.country', 'customer.language'),
      fc.uniqueArray(fc.constantFrom('GB', 'FR', 'DE'), { minLength: 1 }),
      fc.boolean(),
    )
    .map(([name, values, isNegated]): Condition => ({
      kind: 'in',
      fact: fact(name),
      values: values.map(text),
      isNegated,
      span,
    })),
  fc
    .tuple(
      fc.uniqueArray(fc.constantFrom('vip', "o'clock", 'back\\slash'), { minLength: 1 }),
      fc.constantFrom('any', 'all'),
      fc.boolean(),
    )
    .map(([values, match, isNegated]): Condition => ({
      kind: 'contains',
      fact: fact('customer.tags'),
      values: values.map(text),
      match,
      isNegated,
      span,
    })),
  fc.constant<Condition>({
    kind: 'compare',
    fact: fact('customer.email_marketing'),
    operator: '=',
    value: { kind: 'boolean', value: true, span },
    span,
  }),
);

const days = fc.constantFrom<FactName>('purchases.last', 'purchases.first', 'customer.created_at');
const presentable = fc.constantFrom<FactName>(
  'purchases.last',
  'customer.created_at',
  'customer.tags',
  'customer.country',
  'customer.language',
);

/** Conditions that Shopify's language can say. */
const condition: fc.Arbitrary<Condition> = fc.oneof(
  asks(
    fc.tuple(option(filter), option(window)).map(([only, within]) => fact('purchases.count', only, within)),
    count,
  ),
  asks(
    fc
      .tuple(option(filter), option(window))
      .map(([only, within]) => fact('purchases.quantity', only, within)),
    count,
  ),
  asks(
    option(window).map((within) => fact('purchases.spend', null, within)),
    amount,
  ),
  fc
    .tuple(option(window), fc.constantFrom('>', '>='), amount)
    .map(([within, operator, value]): Condition => ({
      kind: 'compare',
      fact: fact('purchases.max', null, within),
      operator,
      value,
      span,
    })),
  fc
    .tuple(days, window)
    .map(([name, within]): Condition => ({ kind: 'recent', fact: fact(name), window: within, span })),
  fc
    .tuple(presentable, fc.boolean())
    .map(([name, isSet]): Condition => ({ kind: 'presence', fact: fact(name), isSet, span })),
  texts,
);

/** Rules that Shopify's language can say. */
export const exportable: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
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

/** Instants around the days that the rules name; some days have 23 or 25 hours nearby. */
const instant = fc.integer({ min: NOW - 10 * DAY, max: NOW });

/** Customers with a few purchases of three products. */
export const customer: fc.Arbitrary<Profile> = fc
  .record({
    bought: fc.array(
      fc.tuple(
        instant,
        fc.integer({ min: 0, max: 4_000 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 })), { maxLength: 2 }),
      ),
      { maxLength: 5 },
    ),
    createdAt: option(instant),
    country: option(fc.constantFrom('GB', 'FR', 'DE')),
    language: option(fc.constantFrom('GB', 'FR')),
    tags: fc.uniqueArray(fc.constantFrom('vip', "o'clock", 'back\\slash', 'VIP')),
    emailMarketing: option(fc.boolean()),
  })
  .map(({ bought, ...attributes }) =>
    aProfile({
      attributes,
      purchases: bought
        .sort(([left], [right]) => left - right)
        .map(([at, netMinor, lines], index) => ({
          orderId: gid('Order', index),
          at,
          netMinor,
          grossMinor: netMinor,
          lines: lines.map(([id, quantity]) => ({
            productId: product(id),
            variantId: gid('ProductVariant', id),
            quantity,
            unitPriceMinor: 100,
          })),
        })),
    }),
  );
