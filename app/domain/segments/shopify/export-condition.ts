import { NEGATED_COMPARISON, valuesOf, type Condition, type Value } from '../ast.ts';
import { describeWindow } from '../duration.ts';
import { exportDay } from './export-day.ts';
import { exportPurchases } from './export-purchases.ts';
import { ATTRIBUTES, type Attribute } from './names.ts';
import type { Reporter } from './problem.ts';
import type { Comparison, Query } from './query.ts';
import { attribute, compareTo, joinQueries, numberValue, textValue } from './query-nodes.ts';

const BY_FACT: ReadonlyMap<string, Attribute & { readonly name: string }> = new Map(
  [...ATTRIBUTES].map(([name, about]) => [about.fact, { ...about, name }]),
);

/** One condition, or what is not so when `isNegated`; null after a report. */
export function exportCondition(condition: Condition, isNegated: boolean, reporter: Reporter): Query | null {
  const { name, nameSpan, span, window, filter, inferredFrom } = condition.fact;
  if (inferredFrom !== undefined)
    return reporter.refuse(`${name} INFERRED ${inferredFrom}`, span, 'Shopify infers nothing.');
  const isOfPurchases = name === 'purchases.quantity' || name === 'purchases.max';
  if (isOfPurchases || ((name === 'purchases.count' || name === 'purchases.spend') && (window ?? filter)))
    return exportPurchases(condition, isNegated, reporter);
  const about = BY_FACT.get(name);
  if (!about) return reporter.refuse(name, nameSpan, reasonOf(name));
  if (filter)
    return reporter.refuse(
      `${name} of ${filter.dimension}`,
      filter.span,
      'Shopify narrows only counts of purchases.',
    );
  if (window)
    return reporter.refuse(
      `${name} ${describeWindow(window)}`,
      window.span,
      'Shopify knows it over all time only.',
    );
  const query = exportAbout(condition, about, isNegated, reporter);
  if (query && about.note !== null) reporter.note(name, nameSpan, about.note);
  return query;
}

function exportAbout(
  condition: Condition,
  about: Attribute & { readonly name: string },
  isNegated: boolean,
  reporter: Reporter,
): Query | null {
  switch (about.kind) {
    case 'number':
      return exportNumber(condition, about.name, isNegated, reporter);
    case 'day':
      return exportDay(condition, about.name, isNegated, reporter);
    case 'subscription':
      return exportSubscription(condition, about.name, isNegated, reporter);
    case 'text':
    case 'list':
      return exportTexts(condition, about, isNegated, reporter);
  }
}

/** Never missing, so that the opposite comparison is the negation. */
function exportNumber(
  condition: Condition,
  name: string,
  isNegated: boolean,
  reporter: Reporter,
): Query | null {
  if (
    name === 'number_of_orders' &&
    valuesOf(condition).some((value) => value.kind === 'number' && !Number.isInteger(value.value))
  )
    return reporter.refuse(condition.fact.name, condition.span, 'Shopify counts orders in whole numbers.');
  const ask = (operator: Comparison, value: Value): Query =>
    attribute(
      name,
      compareTo(
        isNegated ? NEGATED_COMPARISON[operator] : operator,
        numberValue(value.kind === 'number' ? value.value : 0),
      ),
    );
  switch (condition.kind) {
    case 'compare':
      return ask(condition.operator, condition.value);
    case 'between':
      return joinQueries(isNegated ? 'or' : 'and', [ask('>=', condition.low), ask('<=', condition.high)]);
    case 'in': {
      const joint = condition.isNegated === isNegated ? 'or' : 'and';
      return joinQueries(
        joint,
        condition.values.map((value) => ask(condition.isNegated ? '!=' : '=', value)),
      );
    }
    default:
      return reporter.refuse(
        `${condition.fact.name} IS SET`,
        condition.span,
        'in Shopify it is never missing either.',
      );
  }
}

/**
 * `=` and IN of a text, CONTAINS of a list. Shopify's exclusions keep customers without a value, as NOT before a condition
 * does; `!=`, NOT IN and NOT CONTAINS of a text ask for a known value besides.
 */
function exportTexts(
  condition: Condition,
  { name, kind }: Attribute & { readonly name: string },
  isNegated: boolean,
  reporter: Reporter,
): Query | null {
  if (condition.kind === 'presence')
    return attribute(name, { kind: 'presence', isSet: condition.isSet !== isNegated });
  const asked = askedTexts(condition, kind === 'list');
  if (!asked)
    return reporter.refuse(
      condition.fact.name,
      condition.span,
      'Shopify compares whole texts: write =, !=, IN or IS SET.',
    );
  if (
    name === 'customer_countries' &&
    asked.values.some((value) => value.kind === 'text' && !/^[A-Z]{2}$/.test(value.value))
  )
    return reporter.refuse(
      condition.fact.name,
      condition.span,
      'Shopify names countries by two capital letters.',
    );
  const isExcluded = asked.isExcluded !== isNegated;
  const each = asked.values.map((value) =>
    textClause(name, kind, value.kind === 'text' ? value.value : '', isExcluded),
  );
  const found = joinQueries((asked.match === 'all') !== isExcluded ? 'and' : 'or', each);
  if (!asked.isExcluded || kind === 'list') return found;
  return joinQueries(isNegated ? 'or' : 'and', [
    found,
    attribute(name, { kind: 'presence', isSet: !isNegated }),
  ]);
}

interface AskedTexts {
  readonly values: readonly Value[];
  readonly match: 'any' | 'all';
  readonly isExcluded: boolean;
}

function askedTexts(condition: Condition, isList: boolean): AskedTexts | null {
  if (isList) {
    if (condition.kind !== 'contains') return null;
    return { values: condition.values, match: condition.match, isExcluded: condition.isNegated };
  }
  if (condition.kind === 'in')
    return { values: condition.values, match: 'any', isExcluded: condition.isNegated };
  if (condition.kind !== 'compare') return null;
  return { values: [condition.value], match: 'any', isExcluded: condition.operator === '!=' };
}

function textClause(name: string, kind: Attribute['kind'], text: string, isExcluded: boolean): Query {
  if (name !== 'customer_countries' && kind !== 'list')
    return attribute(name, compareTo(isExcluded ? '!=' : '=', textValue(text)));
  return attribute(name, { kind: 'contains', value: textValue(text), isNegated: isExcluded });
}

function exportSubscription(
  condition: Condition,
  name: string,
  isNegated: boolean,
  reporter: Reporter,
): Query | null {
  const isSubscribed =
    condition.kind === 'compare' &&
    condition.operator === '=' &&
    condition.value.kind === 'boolean' &&
    condition.value.value;
  if (isSubscribed) return attribute(name, compareTo(isNegated ? '!=' : '=', textValue('SUBSCRIBED')));
  return reporter.refuse(
    condition.fact.name,
    condition.span,
    'Shopify tells several ways of not being subscribed apart. Write = true, or NOT before it.',
  );
}

function reasonOf(name: string): string {
  if (/^(?:views|searches|device)\./.test(name)) return "Shopify does not know what Attune's pixel saw.";
  if (/^(?:cart|checkout|time)\./.test(name))
    return 'a segment of Shopify does not know carts and checkouts of the moment.';
  if (name === 'loyalty.tier')
    return "tiers are a setting of Attune. Ask for the customer's tag, or for what they spent or ordered, instead.";
  return 'Shopify has nothing that is measured so.';
}
