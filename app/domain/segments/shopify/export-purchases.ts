import { NEGATED_COMPARISON, type Condition, type Filter, type Value } from '../ast.ts';
import { daysOf, testOf } from './export-day.ts';
import type { Reporter } from './problem.ts';
import type { Comparison, Parameter, Query, QueryTest } from './query.ts';
import { compareTo, joinQueries, matches, numberValue, parameter, textValue } from './query-nodes.ts';

/** The parameter that measures, by fact. */
const MEASURE: Readonly<Record<string, string>> = {
  'purchases.count': 'count',
  'purchases.quantity': 'sum_quantity',
  'purchases.spend': 'sum_amount',
  'purchases.max': 'amount',
};

/**
 * A count or sum of some purchases, as MATCHES (..). Nothing is documented of customers who bought nothing, so MATCHES is only
 * asked what 0 does not fulfil, and NOT MATCHES for the rest. Null after a report.
 */
export function exportPurchases(condition: Condition, isNegated: boolean, reporter: Reporter): Query | null {
  const { name, nameSpan, filter, window } = condition.fact;
  const measure = MEASURE[name] ?? 'count';
  const functionName = filter || measure === 'sum_quantity' ? 'products_purchased' : 'orders_placed';
  if (filter && (measure === 'sum_amount' || measure === 'amount'))
    return reporter.refuse(
      `${name} of ${filter.dimension}`,
      filter.span,
      'Shopify sums no amounts of single products.',
    );
  const narrowed = filter ? filterParameters(filter, reporter) : [];
  const days = window ? daysOf(window, name, reporter) : null;
  if (!narrowed || (window && !days)) return null;
  const scope = [...narrowed, ...(days ? [parameter('date', testOf(days))] : [])];
  const ask = (test: QueryTest | null, isNot: boolean): Query =>
    matches(functionName, test === null ? scope : [...scope, parameter(measure, test)], isNot !== isNegated);
  const query = askMeasure(condition, measure, isNegated, ask, reporter);
  const counted = filter
    ? 'Attune asks for the tags that a product has now and for units that were kept.'
    : 'Attune leaves cancelled and test orders out and counts amounts after refunds.';
  if (query) reporter.note(name, nameSpan, counted);
  return query;
}

type Ask = (test: QueryTest | null, isNot: boolean) => Query;

function askMeasure(
  condition: Condition,
  measure: string,
  isNegated: boolean,
  ask: Ask,
  reporter: Reporter,
): Query | null {
  const name = condition.fact.name;
  switch (condition.kind) {
    case 'compare':
      return askCompare(condition, condition.operator, condition.value, measure, ask, reporter);
    case 'between': {
      const low = askCompare(condition, '>=', condition.low, measure, ask, reporter);
      const high = askCompare(condition, '<=', condition.high, measure, ask, reporter);
      return low && high && joinQueries(isNegated ? 'or' : 'and', [low, high]);
    }
    case 'in': {
      const operator = condition.isNegated ? '!=' : '=';
      const each = condition.values.map((value) =>
        askCompare(condition, operator, value, measure, ask, reporter),
      );
      const known = each.filter((query) => query !== null);
      return known.length < each.length
        ? null
        : joinQueries(condition.isNegated === isNegated ? 'or' : 'and', known);
    }
    case 'presence':
      if (measure === 'amount') return ask(null, !condition.isSet);
      return reporter.refuse(`${name} IS SET`, condition.span, 'it is never missing.');
    default:
      return reporter.refuse(name, condition.span, 'Shopify asks for a number here.');
  }
}

/** Of the largest order only what one order alone can prove; of the rest what a sum of nothing does not decide. */
function askCompare(
  condition: Condition,
  operator: Comparison,
  value: Value,
  measure: string,
  ask: Ask,
  reporter: Reporter,
): Query | null {
  const name = condition.fact.name;
  const number = value.kind === 'number' ? value.value : 0;
  if (measure === 'amount') {
    if (operator === '>' || operator === '>=') return ask(compareTo(operator, numberValue(number)), false);
    return reporter.refuse(
      `${name} ${operator}`,
      condition.span,
      'Shopify asks for single orders. Write > or >=.',
    );
  }
  const isWhole = measure === 'count' || measure === 'sum_quantity';
  if (measure === 'count' && number === 0 && (operator === '=' || operator === '!='))
    return ask(null, operator === '=');
  const isPositive = operator === '>' || operator === '>=' || operator === '=';
  const positive = isPositive ? operator : NEGATED_COMPARISON[operator];
  const [sign, least] = isWhole ? wholeBound(positive, number) : ([positive, number] as const);
  if (holdsOfNothing(sign, least))
    return reporter.refuse(
      `${name} ${operator} ${number}`,
      condition.span,
      'of customers who bought nothing Shopify does not say. Compare with more than 0.',
    );
  if (isWhole && !Number.isInteger(least))
    return reporter.refuse(
      `${name} ${operator} ${number}`,
      condition.span,
      'Shopify counts in whole numbers.',
    );
  const isAny = measure === 'count' && sign === '>=' && least === 1;
  return ask(isAny ? null : compareTo(sign, numberValue(least)), !isPositive);
}

/** `> 2.5` and `> 2` are `>= 3`. */
function wholeBound(operator: Comparison, number: number): readonly [Comparison, number] {
  if (operator === '>') return ['>=', Math.floor(number) + 1];
  return [operator, operator === '>=' ? Math.ceil(number) : number];
}

function holdsOfNothing(operator: Comparison, value: number): boolean {
  return operator === '>' ? value < 0 : value <= 0;
}

function filterParameters(
  { dimension, values, span }: Filter,
  reporter: Reporter,
): readonly Parameter[] | null {
  const [only] = values;
  if (dimension === 'tag' && only !== undefined && values.length === 1)
    return [parameter('tag', compareTo('=', textValue(only)))];
  if (dimension !== 'product')
    return reporter.refuse(`of ${dimension}`, span, 'Shopify narrows purchases by products or by one tag.');
  const numbers = values.map((value) => /^(?:gid:\/\/shopify\/Product\/)?(\d+)$/.exec(value)?.[1]);
  const known = numbers.filter((number) => number !== undefined);
  if (known.length < numbers.length)
    return reporter.refuse('of product', span, 'a product of Shopify is named by its number.');
  const each = known.map((text) => ({ kind: 'number' as const, text, span: { start: 0, end: 0 } }));
  const [first] = each;
  if (first && each.length === 1) return [parameter('id', compareTo('=', first))];
  return [parameter('id', { kind: 'in', values: each, isNegated: false })];
}
